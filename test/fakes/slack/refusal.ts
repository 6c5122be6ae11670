/** Slack says no: HTTP 200 with ok false, or, where `status` is given, another status. */
export class Refusal extends Error {
  readonly code: string;
  readonly messages: readonly string[];
  readonly fields: Readonly<Record<string, unknown>>;
  readonly status: number;
  readonly retryAfterSeconds: number | undefined;

  constructor(
    code: string,
    options: {
      messages?: readonly string[];
      fields?: Readonly<Record<string, unknown>>;
      status?: number;
      retryAfterSeconds?: number | undefined;
    } = {},
  ) {
    super([code, ...(options.messages ?? [])].join("; "));
    this.name = "Refusal";
    this.code = code;
    this.messages = options.messages ?? [];
    this.fields = options.fields ?? {};
    this.status = options.status ?? 200;
    this.retryAfterSeconds = options.retryAfterSeconds;
  }
}
