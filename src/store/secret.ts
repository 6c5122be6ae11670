import { hkdfSync, randomBytes } from "node:crypto";
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { OperatorError } from "#src/errors.ts";
import { errorCode, fileFault, type FaultCode } from "./fault.ts";

const KEY_BYTES = 32;

/**
 * The secret that all keys are derived from: SECRET_KEY where it is configured, else made once and kept in
 * DATA_DIR/secret, readable by this user only. Throws `OperatorError`.
 */
export function secretKey(dataDir: string, configured: string | undefined): string {
  if (configured !== undefined) return configured;
  const file = join(dataDir, "secret");
  try {
    const secret = readIfThere(file) ?? make(dataDir, file);
    if (/^[\w-]{43}$/.test(secret)) return secret;
  } catch (error) {
    throw fileFault(error, file);
  }
  throw new OperatorError(
    "SECRET_DAMAGED" satisfies FaultCode,
    `${file} does not hold the secret that was made there: put the right one back, or remove it and sign in anew`,
  );
}

/** A key of 32 bytes for one use of the secret (HKDF with SHA-256, RFC 5869). */
export function deriveKey(secret: string, use: string): Buffer {
  return Buffer.from(hkdfSync("sha256", secret, "", `paperboy ${use}`, KEY_BYTES));
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8").trim();
  } catch (error) {
    if (errorCode(error) === "ENOENT") return undefined;
    throw error;
  }
}

/** Written beside and then linked, so that of two processes one makes it and none reads half of it. */
function make(dataDir: string, file: string): string {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, `${randomBytes(KEY_BYTES).toString("base64url")}\n`, { mode: 0o600, flush: true });
  try {
    linkSync(draft, file);
  } catch (error) {
    if (errorCode(error) !== "EEXIST") throw error;
  } finally {
    rmSync(draft);
  }
  return readFileSync(file, "utf8").trim();
}
