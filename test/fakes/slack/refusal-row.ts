/** One rule that the fake enforces, and where it comes from: [DOC], [SRC], [RUN], [3rd] or [NOT VERIFIED] as in platforms.md. */
export interface RefusalRow<Id extends string = string> {
  readonly id: Id;
  readonly rule: string;
  readonly source: string;
  /** What the sender sees: Slack's error or warning; "not told", "timeout" and the like where it has no code. */
  readonly code: string;
}

/** Rows that share a source and a code. */
export function rows<Id extends string>(source: string, code: string, rules: Record<Id, string>): RefusalRow<Id>[] {
  return (Object.entries(rules) as [Id, string][]).map(([id, rule]) => ({ id, rule, source, code }));
}
