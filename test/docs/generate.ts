// Rewrites what README.md shows from the code: tables from the declarations, output from real runs. `npm run docs`;
// readme.test.ts fails where the page differs from what this would write.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { commands, usage } from "#src/commands/index.ts";
import { configTable } from "#src/config.ts";
import { recordDialogue, type Step } from "./dialogue.ts";

const page = resolve(import.meta.dirname, "../../README.md");

/** The page as it should be: every generated part made anew, all else as it is. */
export async function generate(current: string): Promise<string> {
  let next = replaceBlock(current, "commands", commandsTable());
  next = replaceBlock(next, "configuration", configurationTable());
  next = next.replaceAll(/^```console\n\$ npx paperboy (.*)\n[^]*?^```$/gm, (_, line: string) => {
    return `\`\`\`console\n$ npx paperboy ${line}\n${runOneShot(line)}\`\`\``;
  });
  for (const [block, dialogue = ""] of next.matchAll(/^```text\n(paperboy> [^]*?)^```$/gm)) {
    const steps = [...dialogue.matchAll(/^(?:paperboy> (.*)|\((\d.* UTC)\))$/gm)].map(([, type, moment]): Step =>
      moment === undefined ? { type: type ?? "" } : { moment },
    );
    next = next.replace(block, `\`\`\`text\n${await recordDialogue(steps)}\`\`\``);
  }
  return next;
}

function replaceBlock(page: string, name: string, content: string): string {
  return page.replace(new RegExp(`(<!-- ${name} -->\n)[^]*?(<!-- /${name} -->)`), (_, open: string, close: string) => {
    return `${open}\n${content}\n${close}`;
  });
}

function commandsTable(): string {
  return table(
    ["Command", "What it does", "For example"],
    commands.map((command) => [`\`${usage(command)}\``, command.summary, `\`${command.examples[0]}\``]),
  );
}

function configurationTable(): string {
  return table(
    ["Variable", "For", "Unset"],
    configTable().map(({ name, purpose, unset }) => [`\`${name}\``, purpose, unset]),
  );
}

/** A Markdown table as prettier writes it. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const cells = [head, ...rows].map((row) => row.map((cell) => cell.replaceAll("|", "\\|")));
  const widths = head.map((_, column) => Math.max(3, ...cells.map((row) => [...(row[column] ?? "")].length)));
  const draw = (row: readonly string[]) =>
    `| ${row.map((cell, column) => cell + " ".repeat((widths[column] ?? 0) - [...cell].length)).join(" | ")} |`;
  const [first = [], ...others] = cells;
  return [draw(first), `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`, ...others.map(draw), ""].join(
    "\n",
  );
}

/** What the command prints, run by a shell in an empty folder, as a reader would run it. */
function runOneShot(line: string): string {
  const folder = mkdtempSync(join(tmpdir(), "paperboy-readme-"));
  try {
    const main = resolve(import.meta.dirname, "../../src/main.ts");
    const env = { PATH: process.env["PATH"] ?? "", NODE: process.execPath, MAIN: main };
    const { stdout, stderr } = spawnSync("sh", ["-c", `"$NODE" "$MAIN" ${line}`], {
      cwd: folder,
      encoding: "utf8",
      env,
    });
    return stdout + stderr;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

if (process.argv[1] === import.meta.filename) {
  writeFileSync(page, await generate(readFileSync(page, "utf8")));
}
