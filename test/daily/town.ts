import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as sleep } from "node:timers/promises";
import { startDiscord, type FakeDiscord } from "../fakes/discord/index.ts";
import { startSlack, type FakeSlack } from "../fakes/slack/index.ts";
import { seenIn as seenInDiscord } from "../adapters/discord/seen.ts";
import { seenIn as seenInSlack } from "../adapters/slack/seen.ts";
import { patience } from "../patience.ts";
import { startService, type RunningService } from "../service-process.ts";

/** One channel with a person in it, on a platform that remembers. */
export interface Room {
  readonly name: "slack" | "discord";
  /** Says a command, by name and arguments, and gives the private answer's words. */
  ask(command: "subscribe" | "daily" | "status", args: Readonly<Record<string, string>>): Promise<string>;
  /** Presses the first button with this label on an edition, and gives the private answer's words. */
  press(edition: Edition, label: string): Promise<string>;
  /** The editions that everybody sees, the oldest first. */
  editions(): readonly Edition[];
  /** The next post is made, and its answer held back until the caller hangs up. */
  holdAnswer(): void;
}

export interface Edition {
  readonly titles: readonly string[];
  readonly text: string;
  /** When the platform took it. */
  readonly at: number;
  readonly buttons: readonly string[];
}

/** A Slack and a Discord, and the real process between them, with a listing of its own. */
export interface Town {
  readonly rooms: readonly Room[];
  readonly listing: string;
  start(): Promise<RunningService>;
  /** What the database says of the editions, the newest first. */
  states(): readonly string[];
  /** Ends a process and waits until it is gone; its folder stays. */
  end(service: RunningService, signal: "SIGTERM" | "SIGKILL"): Promise<number | null>;
  /** While no process runs: the channels move over the date line, a day ahead, and their next edition is due. */
  dayGoesBy(): void;
  close(): Promise<void>;
}

/** Where the channels are at first; it is a day later in Kiritimati, always. */
export const zone = "Pacific/Honolulu";

const data = resolve(import.meta.dirname, "../../data");

/** Facts of the papers that tests add to the listing: a title is a link where its paper has a page. */
const invented = ["Paper of Today", "Learning to Weave"].map((title) => ({ title, url: "https://example.org/paper" }));

export async function openTown(): Promise<Town> {
  const folder = mkdtempSync(join(tmpdir(), "paperboy-daily-"));
  const listing = join(folder, "listing.txt");
  writeFileSync(listing, readFileSync(resolve(data, "trending-papers.txt")));
  const facts = JSON.parse(readFileSync(resolve(data, "papers.json"), "utf8")) as unknown[];
  writeFileSync(join(folder, "listing.json"), JSON.stringify([...facts, ...invented]));
  const [slack, discord] = [await startSlack(), await startDiscord()];
  const env = {
    CORPUS: listing,
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_APP_TOKEN: slack.appToken,
    SLACK_API_URL: slack.apiUrl,
    DISCORD_TOKEN: discord.token,
    DISCORD_API_URL: discord.apiUrl,
  };
  const database = () => new DatabaseSync(join(folder, ".paperboy/paperboy.db"), { timeout: 5_000 });
  let running: RunningService | undefined;
  return {
    rooms: [slackRoom(slack), discordRoom(discord)],
    listing,
    async start() {
      running = startService(env, folder);
      await running.logged('"ready"');
      return running;
    },
    states() {
      const db = database();
      const rows = db.prepare("select state from edition order by local_date desc, channel").all();
      db.close();
      return rows.map(({ state }) => String(state));
    },
    async end({ child }, signal) {
      const gone = new Promise<number | null>((done) => child.on("close", done));
      child.kill(signal);
      return gone;
    },
    dayGoesBy() {
      const db = database();
      db.prepare("update channel set zone = 'Pacific/Kiritimati', next_due_at = ?").run(Date.now());
      db.close();
    },
    async close() {
      await running?.end("SIGKILL");
      await slack.stop();
      await discord.stop();
    },
  };
}

/** Waits, for real, until it is so; fails after `withinMs` of a quiet machine. */
export async function until(isSo: () => boolean, withinMs: number): Promise<void> {
  for (const end = Date.now() + patience(withinMs); !isSo(); await sleep(50)) {
    if (Date.now() > end) throw new Error(`not so within ${patience(withinMs)} ms: ${String(isSo)}`);
  }
}

function slackRoom(slack: FakeSlack): Room {
  const user = slack.addUser({ name: "ada" });
  const channel = slack.addChannel();
  const messages = () => slack.messages(channel).filter(({ metadata }) => metadata !== undefined);
  const seen = (blocks: readonly object[]) => seenInSlack(blocks);
  return {
    name: "slack",
    ask: async (command, args) => {
      const words = [command, ...Object.entries(args).map(([name, value]) => (name === "at" ? `at ${value}` : value))];
      return seen((await slack.slash(words.join(" "), { user, channel }).message()).blocks).text;
    },
    press: async (edition, label) => {
      const message = messages().find(({ ts }) => Number(ts) * 1_000 === edition.at);
      if (message === undefined) throw new Error("there is no such edition");
      return seen((await slack.press(message, label, user).message()).blocks).text;
    },
    editions: () =>
      messages().map(({ blocks, ts }) => {
        const { papers, text, buttons } = seen(blocks);
        return { titles: papers.map(({ title }) => title), text, buttons, at: Number(ts) * 1_000 };
      }),
    holdAnswer: () => slack.fail("chat.postMessage", { kind: "hang", acting: "after" }),
  };
}

function discordRoom(discord: FakeDiscord): Room {
  const messages = () => discord.messages().filter(({ author }) => author.id === discord.bot.id);
  return {
    name: "discord",
    ask: async (command, args) =>
      seenInDiscord((await discord.slash(`papers ${command}`, args).answer()).components).text,
    press: async (edition, label) => {
      const message = messages().find(({ timestamp }) => Date.parse(timestamp) === edition.at);
      if (message === undefined) throw new Error("there is no such edition");
      return seenInDiscord((await discord.press(message, label).answer()).components).text;
    },
    editions: () =>
      messages().map(({ components, timestamp }) => {
        const { papers, text, buttons } = seenInDiscord(components);
        return { titles: papers.map(({ title }) => title), text, buttons, at: Date.parse(timestamp) };
      }),
    holdAnswer: () => discord.fail("POST /channels/{channel_id}/messages", { kind: "hang", when: "after" }),
  };
}
