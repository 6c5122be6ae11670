/** A limit, code or rule of Discord. */
export interface Rule {
  readonly id: string;
  readonly rule: string;
  readonly source: string;
  /** The code of the refusal; undefined where the rule is a behaviour and no refusal. */
  readonly code?: number;
}

/** A limit of a body: `over` is refused with `code`, its neighbour `within` is accepted. */
export interface BodyRule extends Rule {
  readonly code: number;
  readonly to: Target;
  readonly over: unknown;
  readonly within: unknown;
  /** Only Discord's own description knows this one, no hand-written rule. */
  readonly needsOpenApi?: true;
}

/** Where a body goes: a new message, the edit of a V2 message, a first answer of each kind, a set of commands. */
export type Target = "message" | "edit" | "answer" | "component answer" | "choices" | "commands" | "guild commands";
