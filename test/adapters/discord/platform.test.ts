import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Posted } from "#src/platform/index.ts";
import type { Reply } from "#src/reply/index.ts";
import { startDiscord, type Fault } from "../../fakes/discord/index.ts";
import { hurried } from "../../time.ts";
import { patience } from "../../patience.ts";
import { openDiscord, refTo, type OpenDiscord } from "./setup.ts";
import { seenIn } from "./seen.ts";

const create = "POST /channels/{channel_id}/messages";
const history = "GET /channels/{channel_id}/messages";
// Long enough for an answer from a machine that runs four test files, short enough to wait for three hangs.
const quick = patience(3_000);

const edition: Reply = {
  blocks: [
    { kind: "heading", text: "Tuesday, 24 November" },
    {
      kind: "papers",
      cards: [
        {
          id: "a-paper",
          number: 1,
          title: "A paper",
          url: "https://arxiv.org/abs/1",
          excerpt: ["It matters."],
          why: ["trends"],
          buttons: [
            {
              label: "More",
              press: "answer",
              call: { command: "show", args: { paper: "a-paper" } },
              payload: 'a["show",{"paper":"gradients-without-backpropagation"}]',
            },
          ],
        },
      ],
    },
  ],
  outcome: "answered",
  summary: "One paper",
};
const bare: Reply = { blocks: [{ kind: "text", text: ["Nothing new."] }], outcome: "answered", summary: "Nothing new" };

let open: OpenDiscord;
let keys = 0;
const nextKey = () => `key${String((keys += 1)).padStart(21, "0")}`;
beforeAll(async () => {
  open = await openDiscord({ deadlineMs: quick });
});
afterAll(() => open.close());

describe("posting an edition", () => {
  const post = (key = nextKey(), channel?: string) => open.platform.post(refTo(open.discord, channel), edition, key);

  it("posts one message, whose key never reaches the bot when its button is pressed", async () => {
    const { discord, requests } = open;
    const channel = discord.addChannel({ name: "daily" });
    const posted = await post("abcdefghijklmnopqrstuvwx", channel);
    const [message] = discord.messages(channel);
    if (message === undefined) throw new Error("nothing was posted");
    expect(posted).toEqual({
      state: "sent",
      ref: { message: message.id, url: `https://discord.com/channels/${discord.home.guild}/${channel}/${message.id}` },
    });
    expect(seenIn(message.components).papers).toEqual([{ title: "A paper" }]);
    const paper = await discord.press(message, "More").next();
    expect(paper.isEphemeral).toBe(true);
    expect(requests.at(-1)?.input).toEqual({ payload: 'a["show",{"paper":"gradients-without-backpropagation"}]' });
    expect(seenIn(paper.message?.components ?? []).buttons).toContain("BibTeX");
  });

  it("gives an edition without a button one for help, which works", async () => {
    const { discord, platform } = open;
    const channel = discord.addChannel({ name: "quiet" });
    const posted = await platform.post(refTo(discord, channel), bare, nextKey());
    expect(posted.state).toBe("sent");
    const [message] = discord.messages(channel);
    if (message === undefined) throw new Error("nothing was posted");
    const help = await discord.press(message, "Help").answer();
    expect(seenIn(help.components).text).toMatch(/research papers/);
  });

  it("posts once where the same key is posted twice", async () => {
    const { discord } = open;
    const channel = discord.addChannel({ name: "twice" });
    const key = nextKey();
    expect(await post(key, channel)).toEqual(await post(key, channel));
    expect(discord.messages(channel)).toHaveLength(1);
  });

  const cases: readonly (readonly [string, Fault, Posted["state"], boolean])[] = [
    ["a limit without a time", { kind: "rate limit" }, "not posted, retry", false],
    ["Cloudflare's block", { kind: "refusal", code: 40333 }, "not posted, retry", false],
    ["a reset before Discord acted", { kind: "reset", when: "before" }, "perhaps posted", false],
    ["a reset after Discord acted", { kind: "reset", when: "after" }, "perhaps posted", true],
    ["a hang before Discord acted", { kind: "hang", when: "before" }, "perhaps posted", false],
    ["a hang after Discord acted", { kind: "hang", when: "after" }, "perhaps posted", true],
    ["an answer that comes too late", { kind: "slow", ms: 3 * quick }, "perhaps posted", false],
    ["500 before Discord acted", { kind: "status", status: 500 }, "perhaps posted", false],
    ["502 after Discord acted", { kind: "status", status: 502, when: "after" }, "perhaps posted", true],
    ["half a JSON text", { kind: "bad json" }, "perhaps posted", true],
    ["a code nobody knows here", { kind: "refusal", code: 30046 }, "not posted, retry", false],
    ["an unknown refusal", { kind: "refusal", code: 10008 }, "perhaps posted", false],
    ["a channel that is gone", { kind: "refusal", code: 10003 }, "channel gone", false],
    ["a channel out of sight", { kind: "refusal", code: 50001 }, "channel gone", false],
    ["a missing permission", { kind: "refusal", code: 50013 }, "channel gone", false],
    ["a person without direct messages", { kind: "refusal", code: 50007 }, "channel gone", false],
    ["a person without a common server", { kind: "refusal", code: 50278 }, "channel gone", false],
    ["a channel without text", { kind: "refusal", code: 50008 }, "channel gone", false],
    ["a wrong kind of channel", { kind: "refusal", code: 50024 }, "channel gone", false],
    ["an archived thread", { kind: "refusal", code: 50083 }, "channel gone", false],
    ["a forum", { kind: "refusal", code: 40058 }, "channel gone", false],
    ["a server that is gone", { kind: "refusal", code: 10004 }, "workspace gone", false],
    ["an empty message", { kind: "refusal", code: 50006 }, "our bug", false],
    ["a wrong body", { kind: "refusal", code: 50035 }, "our bug", false],
    ["AutoMod", { kind: "refusal", code: 200000 }, "our bug", false],
  ];
  for (const [name, fault, state, isThere] of cases) {
    it(`says “${state}” after ${name}, and tries only once`, async () => {
      const { discord } = open;
      const channel = discord.addChannel({ name: "faulty" });
      const before = discord.calls.length;
      discord.fail(create, fault);
      const posted = await post(nextKey(), channel);
      expect(posted.state).toBe(state);
      expect(discord.calls.slice(before).filter(({ route }) => route === create)).toHaveLength(1);
      expect(discord.messages(channel)).toHaveLength(isThere ? 1 : 0);
      expect(JSON.stringify(posted)).not.toContain(discord.token);
      discord.heal();
    });
  }

  it("passes on how long a limit lasts, and whether it is the bot's as a whole", async () => {
    const { discord } = open;
    discord.fail(create, { kind: "rate limit", retryAfterMs: 3000 });
    const limited = await post(nextKey(), discord.addChannel({ name: "busy" }));
    expect(limited).toMatchObject({ state: "not posted, retry" });
    expect(limited.state === "not posted, retry" && limited.afterMs).toBeGreaterThanOrEqual(3000);
    expect(limited).not.toHaveProperty("scope");
    const other = await openDiscord({ fake: discord });
    discord.fail(create, { kind: "rate limit", retryAfterMs: 1000, scope: "global" });
    expect(await other.platform.post(refTo(discord), edition, nextKey())).toMatchObject({ scope: "workspace" });
    await other.started.stop();
  });

  it("says “not posted” where nobody listens", async () => {
    const { discord, platform, started } = await openDiscord();
    await started.stop();
    await discord.stop();
    expect(await platform.post(refTo(discord), edition, nextKey())).toEqual({
      state: "not posted, retry",
      reason: "Discord could not be reached (ECONNREFUSED)",
    });
  });
});

describe("a refused token", () => {
  it("is not asked again for a minute, and then works where it was a mistake", async () => {
    let now = Date.parse("2026-11-24T09:00:00Z");
    const { discord, platform, close } = await openDiscord({ time: { ...hurried, now: () => now } });
    discord.fail(create, { kind: "refusal", code: 0 });
    expect((await platform.post(refTo(discord), edition, nextKey())).state).toBe("workspace gone");
    const before = discord.calls.length;
    expect((await platform.post(refTo(discord), edition, nextKey())).state).toBe("workspace gone");
    expect(discord.calls.length).toBe(before);
    now += 60_000;
    expect((await platform.post(refTo(discord), edition, nextKey())).state).toBe("sent");
    await close();
  });

  it("does not silence the answers for good", async () => {
    let now = Date.parse("2026-11-24T09:00:00Z");
    const { discord, close } = await openDiscord({ time: { ...hurried, now: () => now } });
    discord.fail(create, { kind: "refusal", code: 0 });
    discord.mention("about");
    await expect.poll(() => discord.calls.at(-1)?.status).toBe(401);
    now += 60_000;
    expect(seenIn((await discord.mention("about").answer()).components).text).toMatch(/Paperboy/);
    await close();
  });
});

describe("looking for a post", () => {
  const since = () => new Date();

  it("finds it by its key alone, though history tells no nonce", async () => {
    const { discord, platform } = open;
    const channel = discord.addChannel({ name: "history" });
    const [first, second] = [nextKey(), nextKey()];
    const began = since();
    await platform.post(refTo(discord, channel), edition, first);
    const posted = await platform.post(refTo(discord, channel), edition, second);
    expect(posted.state === "sent" && posted.ref).toEqual(await platform.find(refTo(discord, channel), second, began));
    expect(await platform.find(refTo(discord, channel), nextKey(), began)).toBe("absent");
  });

  it("finds what was posted though the answer was lost", async () => {
    const { discord, platform } = open;
    const channel = discord.addChannel({ name: "lost" });
    const key = nextKey();
    discord.fail(create, { kind: "reset", when: "after" });
    expect((await platform.post(refTo(discord, channel), bare, key)).state).toBe("perhaps posted");
    expect(await platform.find(refTo(discord, channel), key, since())).toHaveProperty("message");
  });

  it("looks through busy channels page by page, and does not guess about what is busier", async () => {
    const { discord, platform } = open;
    const channel = discord.addChannel({ name: "loud" });
    const key = nextKey();
    const began = since();
    for (let count = 0; count < 250; count += 1) discord.message("chatter", { channel });
    await platform.post(refTo(discord, channel), edition, key);
    expect(await platform.find(refTo(discord, channel), key, began)).toHaveProperty("message");
    for (let count = 0; count < 1000; count += 1) discord.message("chatter", { channel });
    expect(await platform.find(refTo(discord, channel), nextKey(), began)).toBe("unknown");
  });

  it("does not take the empty history of a bot without the permission for an answer", async () => {
    const { discord, platform } = open;
    const channel = discord.addChannel({ name: "blind", permissions: ["VIEW_CHANNEL", "SEND_MESSAGES"] });
    const key = nextKey();
    await platform.post(refTo(discord, channel), edition, key);
    expect(await platform.find(refTo(discord, channel), key, since())).toBe("unknown");
  });

  it("takes nobody else's message for its own", async () => {
    const { discord, platform } = open;
    const channel = discord.addChannel({ name: "copy" });
    const key = nextKey();
    await platform.post(refTo(discord, channel), edition, key);
    const [own] = discord.messages(channel);
    Object.assign(own ?? {}, { author: { ...own?.author, id: discord.home.user } });
    expect(await platform.find(refTo(discord, channel), key, since())).toBe("absent");
  });

  it("looks by Discord's clock, however wrong this machine's is", async () => {
    for (const wrongByMs of [-600_000, 600_000]) {
      const now = () => Date.now() + wrongByMs;
      const other = await openDiscord({ time: { ...hurried, now } });
      const key = nextKey();
      const began = new Date(now());
      await other.platform.post(refTo(other.discord), edition, key);
      expect(await other.platform.find(refTo(other.discord), key, began)).toHaveProperty("message");
      await other.close();
    }
  });

  it("knows nothing where Discord cannot be asked or the channel is out of sight", async () => {
    const { discord, platform } = open;
    const channel = discord.addChannel({ name: "broken" });
    for (const fault of [{ kind: "status", status: 500 }, { kind: "bad json" }, { kind: "rate limit" }] as const) {
      discord.fail(history, fault, 3);
      expect(await platform.find(refTo(discord, channel), nextKey(), since())).toBe("unknown");
    }
    discord.heal();
    discord.permit(channel, []);
    expect(await platform.find(refTo(discord, channel), nextKey(), since())).toBe("unknown");
  });
});

describe("asking whether it can post", () => {
  const words = async (channel: string, guild?: string) => {
    const answer = await open.platform.canPost(refTo(open.discord, channel, guild));
    return answer === "yes"
      ? answer
      : answer.text.map((span) => (typeof span === "string" ? span : span.text)).join("");
  };

  it("says yes where it can, in channels, threads and direct messages", async () => {
    const { discord } = open;
    const thread = discord.addChannel({ type: "thread", parent: discord.home.channel });
    const direct = (await discord.directMessage("about").answer()).channel_id;
    for (const channel of [discord.home.channel, thread]) expect(await words(channel)).toBe("yes");
    expect(await words(direct, "dm")).toBe("yes");
  });

  it("names the missing permission, and sees at once when it is there", async () => {
    const { discord } = open;
    const channel = discord.addChannel({ name: "closed", permissions: ["VIEW_CHANNEL"] });
    expect(await words(channel)).toMatch(/permission Send Messages /);
    const thread = discord.addChannel({ type: "thread", parent: channel });
    expect(await words(thread)).toMatch(/permission Send Messages in Threads /);
    discord.permit(channel, []);
    expect(await words(channel)).toMatch(/permission View Channels /);
    discord.permit(channel, ["VIEW_CHANNEL", "SEND_MESSAGES"]);
    expect(await words(channel)).toBe("yes");
  });

  it("says what else is in the way", async () => {
    const { discord } = open;
    expect(await words(discord.addChannel({ type: "forum", name: "forum" }))).toMatch(/text channel/);
    const thread = discord.addChannel({ type: "thread", parent: discord.home.channel });
    discord.archiveThread(thread, { locked: true });
    expect(await words(thread)).toMatch(/thread is closed/);
    expect(await words("123456789012345678")).toMatch(/gone/);
  });

  it("holds nothing against a channel where Discord cannot be asked", async () => {
    const { discord } = open;
    discord.fail("GET /channels/{channel_id}", { kind: "status", status: 503 }, 4);
    expect(await words(discord.home.channel)).toBe("yes");
  });
});

it("writes ids and outcomes to the log, never a token or words", async () => {
  const fake = await startDiscord();
  const { discord, lines, close } = await openDiscord({ fake });
  discord.fail(create, { kind: "refusal", code: 50013 });
  discord.mention("search secret words of a person");
  await expect.poll(() => lines.some(({ level }) => level === "error")).toBe(true);
  const written = JSON.stringify(lines);
  expect(written).not.toContain("secret");
  expect(written).not.toContain(discord.token);
  await close();
});
