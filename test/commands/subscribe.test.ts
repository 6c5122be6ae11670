import { describe, expect, it } from "vitest";
import { paper } from "../search/papers.ts";
import { cardsOf, labelsOf, talkAbout, wordsOf } from "./talk.ts";

const papers = [
  ...Array.from({ length: 12 }, (_, at) => paper(`Grokking ${at + 1}`, `Study ${at + 1} of grokking.`)),
  paper("Adapters", "Pre-training of low-rank adapters.", { links: [{ kind: "code", url: "https://github.com/a/b" }] }),
];

describe("subscribe", () => {
  it("shows the first three papers that match, and as many in JSON as were asked for", async () => {
    const chat = await talkAbout(papers);
    const reply = await chat.ask("subscribe grokking");
    expect(cardsOf(reply).map(({ number }) => number)).toEqual([1, 2, 3]);
    expect(wordsOf(reply)).toContain("12 papers");
    expect(reply.data?.map(({ rank, number }) => [rank, number])).toEqual(
      Array.from({ length: 10 }, (_, at) => [at + 1, at + 1]),
    );
    expect((await chat.json("subscribe grokking", 2)).data).toHaveLength(2);
    expect((await chat.json("subscribe grokking", 100)).data).toHaveLength(12);
  });

  it("counts a paper once that a topic matches in several ways, or several topics match", async () => {
    const chat = await talkAbout(papers);
    const reply = await chat.ask('subscribe "pre-training" adapters, low-rank, has:code adapters');
    expect(cardsOf(reply).map(({ number }) => number)).toEqual([13]);
    expect(reply.data).toHaveLength(1);
    expect(wordsOf(await chat.ask("subscriptions")).match(/one paper/g)).toHaveLength(3);
  });

  it("follows topics in the order in which they were typed", async () => {
    const chat = await talkAbout(papers);
    await chat.ask("subscribe zebra, adam");
    const reply = await chat.ask("subscribe middle");
    expect(wordsOf(reply)).toMatch(/1\. zebra · 2\. adam · 3\. middle/);
  });

  it("takes a topic of 200 characters, and refuses a longer one whole", async () => {
    const chat = await talkAbout(papers);
    const longest = "word ".repeat(40).trim();
    expect((await chat.ask(`subscribe grokking, ${longest}x`)).outcome).toBe("answered");
    expect((await chat.ask(`subscribe diffusion, ${longest}xy`)).outcome).toBe("mistake");
    expect(wordsOf(await chat.ask("subscriptions"))).not.toContain("diffusion");
  });

  it("tells of ten topics at most what each matches, and follows them all", async () => {
    const chat = await talkAbout(papers);
    const reply = await chat.ask(`subscribe ${Array.from({ length: 12 }, (_, at) => `topic${at}word`).join(", ")}`);
    expect(wordsOf(reply)).toContain("and 2 more topics");
    expect(wordsOf(await chat.ask("subscriptions"))).toContain("12 topics here");
  });

  it("offers what matches already for the next post only where something does", async () => {
    const chat = await talkAbout(papers);
    const label = "Put these into the next edition";
    expect(labelsOf(await chat.ask("subscribe zebra"))).not.toContain(label);
    expect(labelsOf(await chat.ask("subscribe grokking"))).toContain(label);
    const caught = await chat.press(label);
    expect(caught.outcome).toBe("answered");
    expect(labelsOf(caught)).not.toContain(label);
    expect(wordsOf(await chat.ask("status"))).toContain("catch up grokking");
  });
});

describe("since: in a topic", () => {
  it("takes in the day that it names, and not the one before", async () => {
    const chat = await talkAbout([
      paper("Nets before", "About nets.", { published: "2024-04-30" }),
      paper("Nets on the day", "About nets.", { published: "2024-05-01" }),
      paper("Nets after", "About nets.", { published: "2024-05-02T10:00:00Z" }),
    ]);
    expect((await chat.json("subscribe nets since:2024-05-01")).data?.map(({ number }) => number)).toEqual([2, 3]);
    expect((await chat.json("subscribe nets since:2024-05")).data?.map(({ number }) => number)).toEqual([2, 3]);
    expect((await chat.json("subscribe nets since:2024-05-02")).data?.map(({ number }) => number)).toEqual([3]);
  });
});

describe("a phrase in a topic", () => {
  it("stands in a title or in an abstract, never across the two", async () => {
    const chat = await talkAbout([
      paper("We study sharp", "Minima are flat."),
      paper("Sharp minima", "They are many."),
      paper("A tale of pre", "Training is slow."),
    ]);
    expect((await chat.json('subscribe "sharp minima"')).data?.map(({ number }) => number)).toEqual([2]);
    expect((await chat.json('subscribe sharp -"sharp minima"')).data?.map(({ number }) => number)).toEqual([1]);
  });
});
