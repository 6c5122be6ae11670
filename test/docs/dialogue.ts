import { PassThrough } from "node:stream";
import { stripVTControlCharacters } from "node:util";
import { openPrompt, type Prompt } from "#adapters/console/prompt.ts";
import { createDigest } from "#src/digest/index.ts";
import { memoryButtonStore } from "#src/reply/index.ts";
import type { Platform } from "#src/platform/index.ts";
import { createTestBot, openTemporaryStore } from "../bot.ts";
import { libraryOver, openEmbeddedListing } from "../library.ts";
import { timeAt } from "../time.ts";

/** A line that is typed, or a moment (UTC) to which the clock goes, as the page writes it: `(2026-11-25 08:00 UTC)`. */
export type Step = { readonly type: string } | { readonly moment: string };

const question = "paperboy> ";

/**
 * What a person sees who types these lines at the prompt one after the other, without colour, 100 columns wide, from
 * Tuesday, 24 November 2026, 09:00 UTC on. When the clock goes on, the daily post does what is due.
 */
export async function recordDialogue(steps: readonly Step[]): Promise<string> {
  const input = new PassThrough();
  const output = Object.assign(new PassThrough(), { columns: 100 });
  let raw = "";
  let asked: (() => void) | undefined;
  output.on("data", (piece: Buffer) => {
    raw += piece.toString();
    if (seen(raw).endsWith(question)) asked?.();
  });
  const nextPrompt = () => new Promise<void>((resolve) => (asked = resolve));

  let now = new Date("2026-11-24T09:00:00Z");
  const opened: { prompt?: Prompt } = {};
  const { corpus, engine } = await openEmbeddedListing();
  const time = timeAt(() => now.getTime());
  const store = await openTemporaryStore(time);
  const platforms = [relayTo(() => opened.prompt?.platform)];
  const library = libraryOver({ corpus: () => corpus, engine, store: async () => store });
  const digest = createDigest({
    store,
    library,
    platforms: () => platforms,
    buttons: memoryButtonStore(),
    payloadLimit: () => Number.POSITIVE_INFINITY,
    time,
    random: () => 0.5,
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
  });
  const bot = await createTestBot({ store, platforms, digest, now: () => now });
  const first = nextPrompt();
  opened.prompt = openPrompt(bot, { input, output, colour: false });
  await first;
  let shown = "";
  raw = question;
  for (const step of steps) {
    if ("type" in step) {
      const answered = nextPrompt();
      input.write(`${step.type}\n`);
      await answered;
    } else {
      shown += seen(raw).slice(0, -question.length) + `(${step.moment})\n`;
      raw = "";
      now = new Date(step.moment.replace(" UTC", "Z"));
      await digest.tick();
      await digest.idle();
      // Nothing was due: the prompt stands as it stood.
      if (raw === "") raw = question;
    }
  }
  await opened.prompt.stop();
  await digest.stop();
  await store.close();
  return (shown + seen(raw)).slice(0, -question.length).trimEnd() + "\n";
}

/** The console's platform exists only when its prompt is open, which needs the bot. */
function relayTo(target: () => Platform | undefined): Platform {
  const open = (): Platform => {
    const platform = target();
    if (platform === undefined) throw new Error("the prompt is not open yet");
    return platform;
  };
  return {
    name: "console",
    canPost: (channel) => open().canPost(channel),
    post: (channel, edition, key, deadline) => open().post(channel, edition, key, deadline),
    find: (channel, key, since, deadline) => open().find(channel, key, since, deadline),
  };
}

/** The screen's words: no cursor moves, and a line drawn again counts once. */
function seen(raw: string): string {
  return stripVTControlCharacters(raw)
    .replaceAll("\r\n", "\n")
    .replaceAll(/paperboy> [^\n]*\r(?=paperboy> )/g, "")
    .replaceAll("\r", "");
}
