import { errorCode, OperatorError } from "#src/errors.ts";

/** What can be wrong with the database or DATA_DIR that an operator must repair. */
export type FaultCode =
  | "DATABASE_BUSY"
  | "DATABASE_DAMAGED"
  | "DATABASE_DENIED"
  | "DATABASE_FULL"
  | "DATABASE_NEWER"
  | "DATABASE_OLDER"
  | "DATABASE_READ_ONLY"
  | "DATABASE_UNREACHABLE"
  | "DATABASE_URL_WRONG"
  | "DATA_DIR_UNUSABLE"
  | "SERVICE_RUNNING";

type Fault = readonly [code: FaultCode, exitCode: 1 | 2, wrong: string];

/** node:sqlite's error as an `OperatorError`, where an operator must act; else as it is. */
export function sqliteFault(error: unknown, file: string): unknown {
  const fault = sqliteFaults[primaryCode(error) ?? -1];
  return fault === undefined ? error : operatorError(file, fault, error);
}

/** True where another process holds the lock. */
export function isBusy(error: unknown): boolean {
  return primaryCode(error) === 5;
}

/** pg's error as an `OperatorError`, where an operator must act; else as it is. */
export function postgresFault(error: unknown, place: string, during: "connect" | "query"): unknown {
  if (!(error instanceof Error)) return error;
  const fault = postgresFaultOf(error, during);
  return fault === undefined ? error : operatorError(place, fault, error);
}

/** True where a fault is that the database could not be reached. */
export function isUnreachable(fault: unknown): boolean {
  return fault instanceof OperatorError && fault.code === ("DATABASE_UNREACHABLE" satisfies FaultCode);
}

/** node:fs's error about a path of ours as an `OperatorError`, where an operator must act; else as it is. */
export function fileFault(error: unknown, path: string): unknown {
  const fault = fileFaults[errorCode(error) ?? ""];
  return fault === undefined ? error : operatorError(path, fault, error);
}

/** https://sqlite.org/rescode.html, primary codes. */
const sqliteFaults: Readonly<Record<number, Fault>> = {
  5: ["DATABASE_BUSY", 1, "is locked by another process: end what holds it, or wait, and try again"],
  8: ["DATABASE_READ_ONLY", 2, "cannot be written: let this user write the file and its folder"],
  10: [
    "DATABASE_FULL",
    1,
    "could not be read or written (disk error, quota or file size limit): nothing saved is lost, repair it and try again",
  ],
  11: ["DATABASE_DAMAGED", 2, "is damaged: put a backup in its place"],
  13: ["DATABASE_FULL", 1, "has no room left on its disk: nothing saved is lost, make room and try again"],
  14: ["DATA_DIR_UNUSABLE", 2, "cannot be opened: DATA_DIR must be a folder that this user can write"],
  26: ["DATABASE_DAMAGED", 2, "is not a database: move it away, or set DATA_DIR to another folder"],
};

/** https://www.postgresql.org/docs/current/errcodes-appendix.html, and Node's system errors. */
const postgresFaults: Readonly<Record<string, Fault>> = {
  "28000": ["DATABASE_DENIED", 2, "refuses this user: check the user in DATABASE_URL and the server's pg_hba.conf"],
  "28P01": ["DATABASE_DENIED", 2, "refuses this user's password: check the user and the password in DATABASE_URL"],
  "3D000": ["DATABASE_DENIED", 2, "has no such database: make it (createdb), or name another in DATABASE_URL"],
  "42501": ["DATABASE_DENIED", 2, "does not let this user do that: grant it the rights on its database and schema"],
  "53100": ["DATABASE_FULL", 1, "has no room left on its disk: nothing saved is lost, make room and try again"],
  "25006": ["DATABASE_READ_ONLY", 1, "is read-only now (a standby?): point DATABASE_URL at the primary"],
};

const UNWRITABLE: Fault = [
  "DATA_DIR_UNUSABLE",
  2,
  "cannot be written: let this user write it, or set DATA_DIR to another folder",
];
const NO_FOLDER: Fault = ["DATA_DIR_UNUSABLE", 2, "is not a folder: set DATA_DIR to one"];
const NO_ROOM: Fault = ["DATABASE_FULL", 1, "has no room left on its disk: make room and try again"];

const fileFaults: Readonly<Record<string, Fault>> = {
  EACCES: UNWRITABLE,
  EPERM: UNWRITABLE,
  EROFS: UNWRITABLE,
  EEXIST: NO_FOLDER,
  ENOTDIR: NO_FOLDER,
  ENOSPC: NO_ROOM,
  EDQUOT: NO_ROOM,
};

const UNREACHABLE: Fault = [
  "DATABASE_UNREACHABLE",
  1,
  "does not answer: start it, or check the address in DATABASE_URL",
];

/** Class 08 is a lost connection, 57P0x a server that stops or starts, 53300 too many connections. */
const unreachable =
  /^(08...|57P0[1235]|53300|ECONNREFUSED|ECONNRESET|ECONNABORTED|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|ENETUNREACH|ENETDOWN|EHOSTUNREACH|EHOSTDOWN|ENOENT)$/;

function postgresFaultOf(error: Error, during: "connect" | "query"): Fault | undefined {
  const code = errorCode(error);
  // pg's own errors, all about a connection that could not be made or was lost, are plain and carry no code.
  if (code === undefined) return error.constructor === Error ? withWords(UNREACHABLE, error) : undefined;
  if (unreachable.test(code)) return withWords(UNREACHABLE, code);
  const known = postgresFaults[code];
  if (known !== undefined || during === "query") return known;
  return ["DATABASE_DENIED", 2, `does not let us in (${code}): check DATABASE_URL`];
}

function withWords([code, exitCode, wrong]: Fault, cause: Error | string): Fault {
  return [code, exitCode, `${wrong} (${typeof cause === "string" ? cause : cause.message})`];
}

function operatorError(subject: string, [code, exitCode, wrong]: Fault, cause: unknown): OperatorError {
  return new OperatorError(code, `${subject} ${wrong}`, { exitCode, cause });
}

/** SQLite's primary result code: the low byte of the extended one that node:sqlite reports. */
function primaryCode(error: unknown): number | undefined {
  if (!(error instanceof Error) || !("errcode" in error) || typeof error.errcode !== "number") return undefined;
  return error.errcode & 0xff;
}
