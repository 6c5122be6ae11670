import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseEnv } from "node:util";
import { z } from "zod";
import { errorCode, OperatorError } from "./errors.ts";

/** Every variable that this version reads, with what it is for: the README's table is made from these descriptions. */
const variables = {
  CORPUS: text("path of the listing", "data/trending-papers.txt"),
  DATA_DIR: text("where state is kept", ".paperboy/"),
  DATABASE_URL: url(["postgres:", "postgresql:"], "PostgreSQL, for several processes", "SQLite in DATA_DIR", {
    example: "postgres://paperboy@127.0.0.1:5432/paperboy",
  }),
  SLACK_BOT_TOKEN: token("xoxb-", "Slack by Socket Mode, with SLACK_APP_TOKEN", "Slack off"),
  SLACK_APP_TOKEN: token("xapp-", "Slack by Socket Mode, with SLACK_BOT_TOKEN", "Slack off"),
  DISCORD_TOKEN: secret("Discord", "Discord off"),
  SLACK_API_URL: url(["http:", "https:"], "another Slack server (proxy, test)", "the real one", {
    example: "http://127.0.0.1:4000/api/",
  }),
  DISCORD_API_URL: url(["http:", "https:"], "another Discord server (proxy, test)", "the real one", {
    example: "http://127.0.0.1:4001/api",
  }),
  HOST: text("address of the HTTP server, once there is something to serve", "127.0.0.1"),
  PORT: z
    .string()
    .regex(/^\d{1,5}$/)
    .transform(Number)
    .refine((port) => port <= 65_535)
    .default(3000)
    .meta({ purpose: "port of the HTTP server", unset: "3000", example: "3000" }),
  PUBLIC_URL: url(["http:", "https:"], "its address as others reach it", "none", {
    example: "https://papers.example.org",
  }),
  SECRET_KEY: z.string().min(32).optional().meta({
    purpose: "encrypts stored tokens and signs links",
    unset: "not needed yet",
    example: "32 or more random characters, as `openssl rand -hex 32` prints them",
  }),
  LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"]).optional().meta({
    purpose: "JSON lines on standard error",
    unset: "info; warn at the prompt and in one-shots",
    example: "info",
  }),
};

/** Variables of the contract whose part is not built yet: set, they stop the start instead of being ignored. */
const notBuiltYet = [
  "SLACK_SIGNING_SECRET",
  "SLACK_CLIENT_ID",
  "SLACK_CLIENT_SECRET",
  "SMTP_URL",
  "MAIL_FROM",
  "SOURCES",
];

const schema = z.object(variables);

export type Config = Omit<z.infer<typeof schema>, "CORPUS" | "DATA_DIR"> & {
  /** Absolute paths. */
  readonly CORPUS: string;
  readonly DATA_DIR: string;
};

interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Where `.env`, DATA_DIR and a relative CORPUS are looked for. */
  readonly cwd: string;
}

/** The configuration, read once. Throws an OperatorError that names the variable, what is wrong and a right example. */
export function readConfig({ env, cwd }: Surroundings): Config {
  const set = Object.fromEntries(
    Object.entries({ ...readEnvFile(resolve(cwd, ".env")), ...withoutEmpty(env) }).filter(([, value]) => value !== ""),
  );
  const early = notBuiltYet.find((name) => set[name] !== undefined);
  if (early !== undefined) {
    throw new OperatorError(
      "variable_not_built",
      `${early} is set, but that part of Paperboy is not built yet: unset it`,
    );
  }
  const parsed = schema.safeParse(set);
  if (!parsed.success) throw wrongVariable(String(parsed.error.issues[0]?.path[0] ?? ""));
  const config = parsed.data;
  requireTogether(config, "SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "xapp-1-A0000000000-…");
  requireTogether(config, "SLACK_APP_TOKEN", "SLACK_BOT_TOKEN", "xoxb-…");
  const embedded = fileURLToPath(new URL("../data/trending-papers.txt", import.meta.url));
  return {
    ...config,
    CORPUS: set["CORPUS"] === undefined ? embedded : resolve(cwd, config.CORPUS),
    DATA_DIR: resolve(cwd, config.DATA_DIR),
  };
}

/** One row a variable, for the README and for `doctor`. */
export function configTable(): { readonly name: string; readonly purpose: string; readonly unset: string }[] {
  return Object.entries(variables).map(([name, variable]) => {
    const { purpose, unset } = z.object({ purpose: z.string(), unset: z.string() }).loose().parse(variable.meta());
    return { name, purpose, unset };
  });
}

function text(purpose: string, unset: string) {
  return z.string().default(unset).meta({ purpose, unset, example: unset });
}

function secret(purpose: string, unset: string) {
  return z
    .string()
    .regex(/^\S+$/)
    .optional()
    .meta({ purpose, unset, example: "the token as it was copied, without spaces" });
}

function token(prefix: string, purpose: string, unset: string) {
  return z
    .string()
    .regex(new RegExp(`^${prefix}\\S+$`))
    .optional()
    .meta({ purpose, unset, example: `${prefix}…` });
}

function url(protocols: readonly string[], purpose: string, unset: string, { example }: { example: string }) {
  return z
    .string()
    .refine((value) => URL.canParse(value) && protocols.includes(new URL(value).protocol))
    .optional()
    .meta({ purpose, unset, example });
}

/** Names the variable and a right example, never the value: it may be a secret. */
function wrongVariable(name: string): OperatorError {
  return new OperatorError(
    "variable_wrong",
    `${name} is set, but not to what it takes; a right one: ${name}=${exampleOf(name)}`,
  );
}

function exampleOf(name: string): string {
  const variable = Object.entries(variables).find(([known]) => known === name)?.[1];
  return z.object({ example: z.string() }).loose().parse(variable?.meta()).example;
}

function requireTogether(
  config: Readonly<Record<string, unknown>>,
  set: string,
  needed: string,
  example: string,
): void {
  if (config[set] === undefined || config[needed] !== undefined) return;
  throw new OperatorError(
    "variable_missing",
    `${set} is set without ${needed}: set both, e.g. ${needed}=${example}, or neither`,
  );
}

function withoutEmpty(env: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const set: Record<string, string> = {};
  for (const [name, value] of Object.entries(env)) if (value !== undefined && value !== "") set[name] = value;
  return set;
}

/** The variables of `.env`; none where there is no such file. */
function readEnvFile(path: string): Record<string, string | undefined> {
  let content: Buffer;
  try {
    content = readFileSync(path);
  } catch (error) {
    if (errorCode(error) === "ENOENT") return {};
    throw new OperatorError(
      "env_unreadable",
      `.env cannot be read (${errorCode(error) ?? "unknown error"}): make it a readable text file or remove it`,
      {
        cause: error,
      },
    );
  }
  const text = new TextDecoder(encodingOf(content)).decode(content);
  if (text.includes("\0")) throw new OperatorError("env_unreadable", ".env is not a text file: save it as UTF-8");
  return parseEnv(text);
}

/** Windows writes UTF-16; where it has no byte order mark, every ASCII character has a zero byte on one side. */
function encodingOf([first, second]: Buffer): "utf-8" | "utf-16le" | "utf-16be" {
  if ((first === 0xff && second === 0xfe) || (first !== 0 && second === 0)) return "utf-16le";
  if ((first === 0xfe && second === 0xff) || (first === 0 && second !== 0)) return "utf-16be";
  return "utf-8";
}
