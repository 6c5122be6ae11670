import { Cite } from "@citation-js/core";
import "@citation-js/plugin-bibtex";
import { describe, expect, it } from "vitest";
import { bibtexEntry } from "#src/commands/bibtex.ts";
import type { Reply } from "#src/reply/index.ts";
import { paper } from "../search/papers.ts";
import { talkAbout } from "./talk.ts";

/** The entry that a reader copies. */
function entryOf({ blocks }: Reply): string {
  return blocks.flatMap((block) => (block.kind === "code" ? [block.text] : [])).join("\n");
}

/** What a BibTeX parser makes of an entry. */
function read(entry: string) {
  const [item] = new Cite(entry).data;
  return item;
}

describe("bibtex", () => {
  it("gives one entry to copy, under the paper's id, with its address and its capitals", async () => {
    const chat = await talkAbout([paper("GaLore for LLMs", "Words.", { aliases: ["arxiv:2403.03507"] })]);
    const reply = await chat.ask("bibtex #1");
    expect(read(entryOf(reply))).toMatchObject({
      "citation-key": "galore-for-llms",
      title: "GaLore for LLMs",
      URL: "https://arxiv.org/abs/2403.03507",
    });
    expect(entryOf(reply)).toContain("{{GaLore for LLMs}}");
  });

  it("names authors and year where they are known, and makes up none", () => {
    const dated = paper("Nets", "Words.", { authors: ["Ada Lovelace", "Alan Turing"], published: "2024-05-01" });
    expect(read(bibtexEntry(dated))).toMatchObject({
      author: [
        { given: "Ada", family: "Lovelace" },
        { given: "Alan", family: "Turing" },
      ],
      issued: { "date-parts": [[2024]] },
    });
    const bare = read(bibtexEntry(paper("Nets", "Words.")));
    expect(bare).not.toHaveProperty("author");
    expect(bare).not.toHaveProperty("issued");
  });

  it.each(["&", "%", "$", "#", "_", "{", "}"])("escapes %s, which TeX would read as its own", (sign) => {
    const entry = bibtexEntry(paper(`R${sign}D of nets`, "Words."));
    expect(entry).toContain(`{{R\\${sign}D of nets}}`);
    expect(read(entry)?.title).toBe(`R${sign}D of nets`);
  });

  it.each(["a~b", "x^2", "\\frac of it"])("escapes %s so that it reads the same", (title) => {
    expect(read(bibtexEntry(paper(title, "Words.")))?.title).toBe(title);
  });

  it("finds the paper by its title too, and says which is nearest where there is none", async () => {
    const chat = await talkAbout([paper("Sharp minima", "Words."), paper("Flat minima", "Words.")]);
    expect(entryOf(await chat.ask("bibtex flat minima"))).toContain("{{Flat minima}}");
    const wrong = await chat.call("bibtex", { paper: "flat minimum" });
    expect(wrong.outcome).toBe("mistake");
    expect(wrong.summary).toContain("#2 Flat minima");
  });
});
