import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import type { FormError } from "./refusal.ts";

const FILE = join(process.cwd(), "../shared/discord-openapi.json");

/** Is Discord's own description of its API beside the project? Without it the hand-written rules stand alone. */
export const hasOpenApi = existsSync(FILE);

interface Spec {
  readonly components: { readonly schemas: Record<string, Schema> };
  readonly paths: Record<string, Record<string, { requestBody?: { content?: Record<string, unknown> } } | undefined>>;
}

interface Schema {
  readonly type?: unknown;
  readonly properties?: Record<string, { enum?: readonly unknown[] }>;
  additionalProperties?: unknown;
}

/** What a library sends beyond the description, and Discord takes (discord.js with enforceNonce, edits with tts). */
const ALSO_ALLOWED: Readonly<Record<string, readonly string[]>> = {
  IncomingWebhookInteractionRequest: ["nonce", "enforce_nonce"],
  IncomingWebhookRequestPartial: ["nonce", "enforce_nonce"],
  IncomingWebhookUpdateRequestPartial: ["nonce", "enforce_nonce", "tts"],
  IncomingWebhookUpdateForInteractionCallbackRequestPartial: ["nonce", "enforce_nonce", "tts"],
  MessageEditRequestPartial: ["nonce", "enforce_nonce", "tts"],
  BaseCreateMessageCreateRequest: ["nonce", "enforce_nonce", "tts"],
};

const CALLBACK = "/interactions/{interaction_id}/{interaction_token}/callback";

const description = hasOpenApi ? load() : undefined;
const compiled = new Map<string, ValidateFunction>();

/** What is wrong with a request's body by Discord's own description: nothing where the file is absent. */
export function openApiErrors(method: string, path: string, body: unknown): readonly FormError[] {
  const pointer = description && schemaOf(description.spec, method, path, body);
  if (!description || pointer === undefined) return [];
  const check = compiled.get(pointer) ?? description.ajv.compile({ $ref: pointer });
  compiled.set(pointer, check);
  if (check(body)) return [];
  return (check.errors ?? []).map((error) => ({
    path: error.instancePath.split("/").slice(1),
    message: `${error.message ?? error.keyword} ${JSON.stringify(error.params)}`,
  }));
}

function load(): { spec: Spec; ajv: Ajv2020 } {
  const spec = JSON.parse(readFileSync(FILE, "utf8")) as Spec;
  // Closed, so that a misspelt key is refused instead of passing unseen.
  for (const [name, schema] of Object.entries(spec.components.schemas)) {
    const isRequest = /Request|Option|RichEmbed|CallbackRequest/.test(name);
    if (isRequest && schema.type === "object" && schema.properties) schema.additionalProperties ??= false;
  }
  for (const [name, properties] of Object.entries(ALSO_ALLOWED)) {
    const known = spec.components.schemas[name]?.properties;
    if (!known) throw new Error(`the OpenAPI file has no schema ${name}`);
    for (const property of properties) known[property] ??= {};
  }
  const snowflake = /^\d{1,20}$/;
  const formats = { int32: true, int64: true, nonce: true, snowflake } as const;
  const ajv = new Ajv2020({ strict: false, discriminator: false, formats });
  addFormats.default(ajv);
  ajv.addSchema(spec, "discord");
  return { spec, ajv };
}

/** The schemas of the answers to an interaction: found once, looked through for every answer. */
let arms: [string, Spec["components"]["schemas"][string]][] | undefined;

/** The JSON pointer of the body's schema; of an interaction's answer, the arm of its type, for readable errors. */
function schemaOf(spec: Spec, method: string, path: string, body: unknown): string | undefined {
  if (path === CALLBACK && typeof body === "object" && body !== null && "type" in body) {
    arms ??= Object.entries(spec.components.schemas).filter(([name]) => name.endsWith("CallbackRequest"));
    const arm = arms.find(([, schema]) => schema.properties?.["type"]?.enum?.includes(body.type) === true);
    if (arm) return `discord#/components/schemas/${arm[0]}`;
  }
  if (!spec.paths[path]?.[method.toLowerCase()]?.requestBody?.content?.["application/json"]) return undefined;
  const escaped = path
    .replaceAll("~", "~0")
    .replaceAll("/", "~1")
    .replaceAll(/[{}]/g, encodeURIComponent)
    .replaceAll("@", "%40");
  return `discord#/paths/${escaped}/${method.toLowerCase()}/requestBody/content/application~1json/schema`;
}
