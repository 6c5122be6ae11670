import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, it } from "vitest";
import { generate } from "./generate.ts";

it("README.md shows the tables and the output that the code makes (else run: npm run docs)", async () => {
  const page = readFileSync(resolve(import.meta.dirname, "../../README.md"), "utf8");
  expect(page).toBe(await generate(page));
});

it.each(["README.md", "CONTRIBUTING.md", "DESIGN.md"])("%s names no file that does not exist", async (name) => {
  const root = resolve(import.meta.dirname, "../..");
  const page = readFileSync(resolve(root, name), "utf8");
  const named = [...page.matchAll(/`((?:src|adapters|test|data)\/[\w./-]+)`/g)].map(([, path = ""]) => path);
  expect(named.length).toBeGreaterThan(0);
  for (const path of named) expect(() => readFileSync(resolve(root, path)), path).not.toThrow(/ENOENT/);
});
