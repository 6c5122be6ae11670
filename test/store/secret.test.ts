import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { deriveKey, secretKey } from "#src/store/index.ts";

describe("the secret", () => {
  let dataDir: string;
  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), "paperboy-secret-"));
  });
  afterEach(() => rmSync(dataDir, { recursive: true }));

  it("is made once and kept where only its user reads it", () => {
    const secret = secretKey(dataDir, undefined);
    expect(secret).toMatch(/^[\w-]{43}$/);
    expect(secretKey(dataDir, undefined)).toBe(secret);
    expect(statSync(join(dataDir, "secret")).mode & 0o777).toBe(0o600);
    expect(readdirSync(dataDir)).toEqual(["secret"]);
  });

  it("differs from folder to folder, and makes a folder that is missing", () => {
    expect(secretKey(join(dataDir, "a", "b"), undefined)).not.toBe(secretKey(dataDir, undefined));
  });

  it("is SECRET_KEY where that is configured, and then no file", () => {
    expect(secretKey(dataDir, "configured")).toBe("configured");
    expect(readdirSync(dataDir)).toEqual([]);
  });

  it("that was damaged is refused in one line that does not hold it, and left as it is", () => {
    const file = join(dataDir, "secret");
    writeFileSync(file, "half-of-it");
    let refusal: unknown;
    try {
      secretKey(dataDir, undefined);
    } catch (error) {
      refusal = error;
    }
    expect(refusal).toMatchObject({ name: "OperatorError", code: "SECRET_DAMAGED" });
    expect(String(refusal)).toMatch(/^[^\n]*$/);
    expect(String(refusal)).not.toContain("half-of-it");
    expect(readFileSync(file, "utf8")).toBe("half-of-it");
  });

  it("gives each use a key of its own, the same each time", () => {
    const key = deriveKey("secret", "tokens");
    expect(key).toHaveLength(32);
    expect(deriveKey("secret", "tokens")).toEqual(key);
    expect(deriveKey("secret", "links")).not.toEqual(key);
    expect(deriveKey("other", "tokens")).not.toEqual(key);
  });
});
