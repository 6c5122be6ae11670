import { describe, expect, it } from "vitest";
import { createCorpus } from "#src/corpus/index.ts";
import { withPapers } from "#src/library/tables.ts";
import { aListing, aPaper } from "../digest/world.ts";
import { libraryOver } from "../library.ts";
import { dialects, useDatabases } from "../store/databases.ts";

describe.each(dialects)("the library on %s", (dialect) => {
  const databases = useDatabases(dialect);

  it("keeps every paper of every listing, found by id, title and alias when it has left the listing", async () => {
    const opened = await databases.open();
    const { db } = opened;
    let now = 100;
    let corpus = aListing(1_200);
    const library = libraryOver({ corpus: () => corpus, store: async () => ({ ...opened, now: async () => now }) });
    await library.takeIn();
    expect(await library.newestAt(db)).toBe(100);
    now = 200;
    await library.takeIn();
    expect(await library.newestAt(db)).toBe(100);
    // The clock went back, and what is new is newer all the same.
    now = 50;
    const changed = aPaper(2, "", { aliases: ["arxiv:2611.00002", "doi:10.1000/x_y"], title: "Another title" });
    corpus = createCorpus([changed, { ...aPaper(1_201, "mamba"), number: 2 }], "next");
    await library.takeIn();
    expect(await library.newestAt(db)).toBe(101);

    expect(await library.find("paper-7")).toEqual({ ...aPaper(7, "diffusion sampling"), number: 0 });
    expect((await library.find("PAPER 9 on Model Editing"))?.id).toBe("paper-9");
    expect((await library.find("https://arxiv.org/abs/2611.01200"))?.id).toBe("paper-1200");
    corpus = aListing(1);
    expect((await library.find("arXiv:2611.01201"))?.id).toBe("paper-1201");
    expect(await library.find("doi:10.1000/x_y")).toMatchObject({ id: "paper-2", title: "Another title", number: 0 });
    expect(await library.find("paper-1202")).toBeUndefined();
    expect(await library.find("%")).toBeUndefined();
    expect(await library.find("#7")).toBeUndefined();
    const rows = await withPapers(db)
      .selectFrom("paper")
      .select(["first_seen_at", "news_at"])
      .where("id", "in", ["paper-2", "paper-1201"])
      .orderBy("first_seen_at")
      .execute();
    expect(rows).toEqual([
      { first_seen_at: 100, news_at: null },
      { first_seen_at: 101, news_at: 101 },
    ]);
  });
});
