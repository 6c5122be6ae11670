// Finds exports of src/ and adapters/ that nothing imports, tests included. Part of the gate; exits 1 where it finds some.
// ts-unused-exports knows neither package.json's `imports`, nor doors that are named in full (`room/index.ts`), nor what is
// imported while running, so it is given a copy in which all of these are plain relative imports.
import { spawnSync } from "node:child_process";
import { cpSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative, resolve } from "node:path";

const root = resolve(import.meta.dirname, "..");
const folders = ["src", "adapters", "test"];
const copy = mkdtempSync(join(tmpdir(), "paperboy-exports-"));
try {
  for (const part of [...folders, "vitest.config.ts"]) cpSync(join(root, part), join(copy, part), { recursive: true });
  for (const file of globSync("**/*.ts", { cwd: copy })) {
    const path = join(copy, file);
    // Default exports are there for vitest alone: its configuration, and what it runs before the tests.
    const text = readFileSync(path, "utf8").replace("export default", "void");
    const plain = [...importsWhileRunning(text), text].join("\n");
    writeFileSync(path, plain.replaceAll(/"(#(?:src|adapters)|\.{1,2})\/([^"]*\.ts)"/g, relativeTo(file)));
  }
  const config = { compilerOptions: { noEmit: true }, include: ["."] };
  writeFileSync(join(copy, "tsconfig.json"), JSON.stringify(config));
  const args = ["tsconfig.json", "--allowUnusedTypes"];
  const { stdout, status } = spawnSync(join(root, "node_modules/.bin/ts-unused-exports"), args, {
    cwd: copy,
    encoding: "utf8",
  });
  console.log(stdout.replaceAll(`${copy}/`, "").trim());
  process.exitCode = status === 0 ? 0 : 1;
} finally {
  rmSync(copy, { recursive: true });
}

/** `const { a } = await import("x")` and `(await import("x")).a` as imports of a; any other one as an import of all. */
function importsWhileRunning(text: string): string[] {
  return [...text.matchAll(/(?:\{([^{}]*)\} = )?(?:\()?await import\(("[^"]+")\)\)?(?:\.(\w+))?/g)].map(
    ([, names, from, member]) => {
      const taken = names ?? member;
      return taken === undefined ? `import * as all from ${from};` : `import { ${taken} } from ${from};`;
    },
  );
}

function relativeTo(file: string) {
  return (_: string, from: string, rest: string): string => {
    const target = from.startsWith("#") ? join(from.slice(1), rest) : join(dirname(file), from, rest);
    const path = relative(dirname(file), target.replace(/(?:\/index)?\.ts$/, ""));
    return `"${path.startsWith(".") ? path : `./${path}`}"`;
  };
}
