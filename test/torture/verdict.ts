import { CALLS_OF_A_WORKSPACE } from "#src/digest/limits.ts";
import { windows, type Kill, type Window } from "./kills.ts";
import type { Rig } from "./rig.ts";

export interface Verdict {
  readonly editions: number;
  readonly messages: number;
  /** Editions by their last state. */
  readonly states: Readonly<Record<string, number>>;
  /** The most that one kill left in doubt. */
  readonly mostDoubts: number;
  /** Promises that were not kept, one a line. */
  readonly broken: readonly string[];
}

/** Holds what the platform shows against what the database says, when everything is settled. */
export async function judge(rig: Rig, kills: readonly Kill[]): Promise<Verdict> {
  const broken: string[] = [];
  const states: Record<string, number> = {};
  let messages = 0;
  for (const channel of rig.due) {
    const rows = await rig.editionsOf(channel);
    const posted = rig.posted(channel);
    messages += posted.length;
    const say = (what: string) => broken.push(`${channel.id}: ${what}`);
    if (posted.length > 1) say(`posted ${posted.length} times`);
    const [edition] = rows;
    if (edition === undefined || rows.length > 1) {
      say(`${rows.length} editions in the database`);
      continue;
    }
    states[edition.state] = (states[edition.state] ?? 0) + 1;
    if (edition.state === "sent" && edition.message !== posted[0]?.ts) say("said to be sent, but it is not there");
    const isAskable = channel.kind === "public";
    if (edition.state === "uncertain" ? isAskable : edition.state !== "sent") {
      say(`it ended as ${edition.state} (${String(edition.reason)})`);
    }
  }
  const mostDoubts = Math.max(0, ...kills.map(({ doubts }) => doubts));
  // All in one workspace: no more in doubt than calls in flight.
  if (mostDoubts > CALLS_OF_A_WORKSPACE) broken.push(`a kill left ${mostDoubts} editions in doubt`);
  return { editions: rig.due.length, messages, states, mostDoubts, broken };
}

/** How many kills found an edition in each window, and how many editions they found there. */
export function countByWindow(kills: readonly Kill[]): Readonly<Record<Window, { kills: number; editions: number }>> {
  const count = (window: Window) => ({
    kills: kills.filter(({ caught }) => caught.includes(window)).length,
    editions: kills.flatMap(({ caught }) => caught).filter((one) => one === window).length,
  });
  return Object.fromEntries(windows.map((window) => [window, count(window)])) as ReturnType<typeof countByWindow>;
}
