import { start } from "#adapters/slack/start.ts";
import { createTestBot } from "../bot.ts";
import { startSlack } from "../fakes/slack/index.ts";
import { manifestScopes, optionsFor } from "../adapters/slack/setup.ts";
import { aligned } from "../eval/measure.ts";

const commands = 200;
const searches = [
  "low-rank adapters",
  "machine unlearning without the retained data",
  "anything on model editing at scale?",
  "gradient descent has:code",
  "how do language models forget what they learned",
];

/** 200 slash commands at once, each a search, through the real adapter and a fake Slack in this process. */
export async function bench(): Promise<void> {
  const slack = await startSlack({ scopes: manifestScopes() });
  const running = await start({ ...optionsFor(slack, []), bot: await createTestBot({ payloadLimit: 2000 }) });
  const channel = slack.addChannel();
  const user = slack.addUser();
  await slack.slash("trending", { channel, user }).message();

  const asked = Array.from({ length: commands }, async (_, at) => {
    const startedMs = performance.now();
    const sent = slack.slash(searches[at % searches.length] ?? "", { channel, user });
    const acked = sent.acked().then(() => performance.now() - startedMs);
    const answered = sent.message().then(() => performance.now() - startedMs);
    return { ackMs: await acked, answerMs: await answered };
  });
  const times = await Promise.all(asked);
  const rows = [["of 200 commands", "p50", "p99"]];
  for (const [name, list] of [
    ["acknowledged after, ms", times.map(({ ackMs }) => ackMs)],
    ["answered after, ms", times.map(({ answerMs }) => answerMs)],
  ] as const) {
    rows.push([name, percentile(list, 0.5).toFixed(0), percentile(list, 0.99).toFixed(0)]);
  }
  console.log(aligned(rows));
  await running.stop();
  await slack.stop();
}

function percentile(list: readonly number[], share: number): number {
  const sorted = list.toSorted((one, other) => one - other);
  return sorted[Math.ceil(share * sorted.length) - 1] ?? Number.NaN;
}
