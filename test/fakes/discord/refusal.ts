/** What Discord says no with: its JSON error codes, each with the HTTP status it comes with. */
const CODES = {
  10002: [404, "Unknown Application"],
  10003: [404, "Unknown Channel"],
  10004: [404, "Unknown Guild"],
  10007: [404, "Unknown Member"],
  10008: [404, "Unknown Message"],
  10013: [404, "Unknown User"],
  10015: [404, "Unknown Webhook"],
  10062: [404, "Unknown interaction"],
  20028: [429, "The write action you are performing on the channel has hit the write rate limit"],
  30032: [400, "Maximum number of application commands reached"],
  30034: [400, "Max number of daily application command creates has been reached (200)"],
  30046: [429, "Maximum number of edits to messages older than 1 hour reached"],
  40058: [400, "Cannot send messages in a forum channel"],
  40060: [400, "Interaction has already been acknowledged."],
  40333: [403, "internal network error"],
  50001: [403, "Missing Access"],
  50005: [403, "Cannot edit a message authored by another user"],
  50006: [400, "Cannot send an empty message"],
  50007: [403, "Cannot send messages to this user"],
  50008: [400, "Cannot send messages in a non-text channel"],
  50013: [403, "Missing Permissions"],
  50024: [400, "Cannot execute action on this channel type"],
  50027: [401, "Invalid Webhook Token"],
  50035: [400, "Invalid Form Body"],
  50083: [400, "Thread is archived"],
  50109: [400, "The request body contains invalid JSON."],
  50278: [403, "Cannot send messages to this user due to having no mutual guilds"],
  160002: [403, "Cannot reply without permission to read message history"],
  200000: [400, "Message was blocked by automatic moderation"],
} as const satisfies Record<number, readonly [status: number, message: string]>;

export type RefusalCode = keyof typeof CODES;

/** A request refused: answered with `status` and `{code, message, errors?}`. */
export class Refusal extends Error {
  readonly status: number;
  readonly code: number;
  readonly errors: object | undefined;

  constructor(code: RefusalCode | 0, details: { status?: number; message?: string; errors?: object } = {}) {
    const [status, message] = code === 0 ? [404, "404: Not Found"] : CODES[code];
    super(details.message ?? message);
    this.name = "Refusal";
    this.status = details.status ?? status;
    this.code = code;
    this.errors = details.errors;
  }
}

export interface FormError {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

/** 50035, with Discord's tree of errors: `{embeds: {0: {title: {_errors: […]}}}}`. */
export function invalidForm(...problems: readonly FormError[]): Refusal {
  const tree: Record<string, unknown> = {};
  for (const { path, message } of problems) {
    let node = tree;
    for (const step of path) node = (node[String(step)] ??= {}) as Record<string, unknown>;
    ((node["_errors"] ??= []) as object[]).push({ code: "BASE_TYPE_INVALID", message });
  }
  return new Refusal(50035, { errors: tree });
}
