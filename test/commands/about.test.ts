import { describe, expect, it } from "vitest";
import { paper } from "../search/papers.ts";
import { talkAbout, wordsOf } from "./talk.ts";

describe("about", () => {
  it("counts as with code only papers whose link leads to a code host", async () => {
    const chat = await talkAbout([
      paper("One", "Words.", { links: [{ kind: "code", url: "https://github.com/a/b" }] }),
      paper("Two", "Words.", { links: [{ kind: "project", url: "https://two.example/" }] }),
      paper("Three", "Words."),
      paper("Four", "Words.", {
        links: [
          { kind: "project", url: "https://four.example/" },
          { kind: "code", url: "https://gitlab.com/a/b" },
        ],
      }),
    ]);
    expect(wordsOf(await chat.ask("about"))).toMatch(/\b4\b.*\b2 with code/);
  });

  it("says which version this is, which listing, and how many papers each source brought", async () => {
    const chat = await talkAbout([
      paper("One", "Words.", { source: "listing" }),
      paper("Two", "Words.", { source: "feed" }),
      paper("Three", "Words.", { source: "listing" }),
    ]);
    const words = wordsOf(await chat.ask("about"));
    expect(words).toContain("Paperboy 0.0.0-test");
    expect(words).toContain("listing.txt, version 0123456789ab");
    expect(words).toContain("listing (2), feed (1)");
  });

  it("lists no papers, so that --json is a mistake", async () => {
    const reply = await (await talkAbout([paper("One", "Words.")])).json("about");
    expect(reply.outcome).toBe("mistake");
    expect(wordsOf(reply)).toContain("--json");
  });
});
