import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readConfig } from "#src/config.ts";

let cwd: string;
beforeAll(() => {
  cwd = mkdtempSync(join(tmpdir(), "paperboy-config-"));
});
afterAll(() => {
  rmSync(cwd, { recursive: true });
});

/** The configuration where `.env` holds these bytes and the environment nothing. */
function configOf(bytes: Uint8Array) {
  writeFileSync(join(cwd, ".env"), bytes);
  return readConfig({ env: {}, cwd });
}

const mark = "\ufeff";
const lines = "LOG_LEVEL=warn\r\nHOST=zürich.example\r\n";
const littleEndian = (text: string) => Buffer.from(text, "utf16le");
const bigEndian = (text: string) => littleEndian(text).swap16();

describe("a .env file", () => {
  it.each([
    ["UTF-8", Buffer.from(lines)],
    ["UTF-8 with a byte order mark", Buffer.from(mark + lines)],
    ["UTF-16, little endian", littleEndian(lines)],
    ["UTF-16, little endian, with a byte order mark", littleEndian(mark + lines)],
    ["UTF-16, big endian", bigEndian(lines)],
    ["UTF-16, big endian, with a byte order mark", bigEndian(mark + lines)],
    ["UTF-16 that begins with a comment", littleEndian(`# für den Wirt\n\n${lines}`)],
  ])("in %s is read", (_encoding, bytes) => {
    expect(configOf(bytes)).toMatchObject({ LOG_LEVEL: "warn", HOST: "zürich.example" });
  });

  it("that is empty, or has a byte order mark alone, sets nothing", () => {
    const none = readConfig({ env: { DATA_DIR: join(cwd, ".paperboy") }, cwd: join(cwd, "none") });
    for (const bytes of [Buffer.alloc(0), Buffer.from(mark), littleEndian(mark), Buffer.from("A")]) {
      expect(configOf(bytes)).toEqual(none);
    }
  });

  it("in another encoding stops the start with one line that says what to do", () => {
    const utf32 = Buffer.from(Uint32Array.from([...(mark + lines)], (letter) => letter.codePointAt(0) ?? 0).buffer);
    for (const bytes of [utf32, Buffer.from("LOG_LEVEL=warn\n\0\0\0"), Buffer.alloc(8)]) {
      const message = ".env is not a text file: save it as UTF-8";
      expect(() => configOf(bytes)).toThrow(expect.objectContaining({ code: "env_unreadable", message }));
    }
  });
});
