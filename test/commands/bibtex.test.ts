import { Cite } from "@citation-js/core";
import "@citation-js/plugin-bibtex";
import { describe, expect, it } from "vitest";
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
  it("gives one entry to copy, under a key that people expect, with its address and its capitals", async () => {
    const chat = await talkAbout([paper("GaLore for LLMs", "Words.", { arxiv: "2403.03507" })]);
    const reply = await chat.ask("bibtex #1");
    expect(read(entryOf(reply))).toMatchObject({
      "citation-key": "2024galore",
      title: "GaLore for LLMs",
      URL: "https://arxiv.org/abs/2403.03507",
    });
    expect(entryOf(reply)).toContain("{{GaLore for LLMs}}");
  });

  it("gives the same citation as RIS by a button, and back", async () => {
    const chat = await talkAbout([
      paper("GaLore for LLMs", "Words.", { authors: ["Jiawei Zhao"], arxiv: "2403.03507" }),
    ]);
    await chat.ask("bibtex #1");
    const ris = await chat.press("RIS");
    expect(entryOf(ris).split("\n")).toEqual([
      ...["TY  - GEN", "AU  - Zhao, Jiawei", "TI  - GaLore for LLMs", "PY  - 2024"],
      ...["UR  - https://arxiv.org/abs/2403.03507", "AN  - arXiv:2403.03507", "ER  - "],
    ]);
    expect(entryOf(await chat.press("BibTeX"))).toContain("@misc{zhao2024galore,");
  });

  it("finds the paper by its title too, and says which is nearest where there is none", async () => {
    const chat = await talkAbout([paper("Sharp minima", "Words."), paper("Flat minima", "Words.")]);
    expect(entryOf(await chat.ask("bibtex flat minima"))).toContain("{{Flat minima}}");
    const wrong = await chat.call("bibtex", { paper: "flat minimum" });
    expect(wrong.outcome).toBe("mistake");
    expect(wrong.summary).toContain("#2 Flat minima");
  });
});
