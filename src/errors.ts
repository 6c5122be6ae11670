/** Errors by who must act: the user (`Mistake`), the operator (`OperatorError`), us (anything else). All carry a `code`. */

/** What a person asked cannot be done as asked. Shown to them as a notice with a right example; exit code 2. */
export class Mistake extends Error {
  readonly code: string;
  readonly example: string | undefined;

  constructor(code: string, message: string, options: { example?: string; cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.name = "Mistake";
    this.code = code;
    this.example = options.example;
  }
}

/**
 * What the operator must repair: a variable, the listing, the database. One line that names the thing, what is wrong and
 * what to do. `exitCode` 2 where the set-up is wrong, 1 where something that should be there is gone.
 */
export class OperatorError extends Error {
  readonly code: string;
  readonly exitCode: 1 | 2;

  constructor(code: string, message: string, options: { exitCode?: 1 | 2; cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.name = "OperatorError";
    this.code = code;
    this.exitCode = options.exitCode ?? 2;
  }
}

/** The `code` of an error, as Node, PostgreSQL and we set it; undefined where there is none. */
export function errorCode(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}
