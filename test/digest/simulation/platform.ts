import type { ChannelRef, Platform, Posted, PostedRef } from "#src/platform/index.ts";
import type { Reply } from "#src/reply/index.ts";
import type { Chance } from "./random.ts";
import type { VirtualTime } from "./virtual-time.ts";

/** A message that people see. */
export interface Message {
  readonly channel: string;
  readonly key: string;
  /** The heading, which names the local date. */
  readonly heading: string;
  readonly papers: readonly string[];
  readonly at: number;
}

/** The longest that a call lasts; whatever it does at the platform is done by then. */
const timeoutMs = 15_000;

/** One platform for all workers, with every fault that a real one has. Remembers what was really posted. */
export class ScriptedPlatform {
  readonly messages: Message[] = [];
  /** No fault happens any more. */
  isHealed = false;
  readonly gone = new Set<string>();
  readonly #time: VirtualTime;
  readonly #chance: Chance;
  readonly #tell: (channel: string, what: string) => void;

  constructor(time: VirtualTime, chance: Chance, tell: (channel: string, what: string) => void) {
    this.#time = time;
    this.#chance = chance;
    this.#tell = tell;
  }

  /** The port as one worker has it: its answers reach nobody after the worker's death. */
  for(worker: string): Platform {
    return {
      name: "slack",
      canPost: async ({ workspace, id }) => {
        await this.#time.wait(this.#chance.between(10, 500));
        const isGone = this.gone.has(id) || this.gone.has(workspace);
        return isGone ? { kind: "notice", tone: "info", text: ["let me in"] } : "yes";
      },
      post: (channel, edition, key) => this.#post(worker, channel, edition, key),
      find: (channel, key) => this.#find(worker, channel, key),
    };
  }

  async #post(worker: string, { workspace, id }: ChannelRef, edition: Reply, key: string): Promise<Posted> {
    const posted = (answer: Posted): Posted => {
      this.#tell(id, `${worker}: post answered ${answer.state}${"reason" in answer ? ` (${answer.reason})` : ""}`);
      return answer;
    };
    const land = () => {
      this.messages.push({ channel: id, key, ...shownIn(edition), at: this.#time.now });
      this.#tell(id, `the message is there (${key.slice(0, 6)}: ${shownIn(edition).papers.join(" ")})`);
    };
    this.#tell(id, `${worker}: post ${key.slice(0, 6)} begins`);
    const chance = this.#chance;
    const fault = this.isHealed ? 1 : chance.next();
    const latencyMs = chance.between(20, chance.happens(0.1) ? timeoutMs - 1 : 800);
    const actMs = chance.between(0, latencyMs);
    if (this.gone.has(id) || this.gone.has(workspace)) {
      await this.#time.wait(latencyMs);
      return posted({ state: this.gone.has(id) ? "channel gone" : "workspace gone", reason: "gone" });
    }
    if (fault < 0.12) {
      await this.#time.wait(latencyMs);
      return posted({
        state: "not posted, retry",
        reason: "429",
        ...(chance.happens(0.7) && { afterMs: chance.between(1, 600) * 1_000 }),
        ...(chance.happens(0.3) && { scope: "workspace" }),
      });
    }
    if (fault < 0.2) {
      // The answer never comes; it acted, sooner or later, or it did not.
      if (chance.happens(0.6)) this.#time.after(chance.between(0, timeoutMs - 1), land);
      await this.#time.wait(timeoutMs);
      return posted({ state: "perhaps posted", reason: "timeout" });
    }
    if (fault < 0.27) {
      if (chance.happens(0.5)) this.#time.after(chance.between(0, timeoutMs - 1), land);
      await this.#time.wait(latencyMs);
      return posted({ state: "perhaps posted", reason: "502" });
    }
    if (fault < 0.29) {
      await this.#time.wait(latencyMs);
      return posted({ state: "our bug", reason: "invalid_blocks" });
    }
    this.#time.after(actMs, land);
    await this.#time.wait(latencyMs);
    return posted({ state: "sent", ref: { message: key } });
  }

  async #find(worker: string, { id }: ChannelRef, key: string): Promise<PostedRef | "absent" | "unknown"> {
    await this.#time.wait(this.#chance.between(10, 3_000));
    const there = this.messages.some((message) => message.key === key);
    const found = !this.isHealed && this.#chance.happens(0.1) ? "unknown" : there ? { message: key } : "absent";
    this.#tell(id, `${worker}: find says ${typeof found === "string" ? found : "there"}`);
    await this.#time.wait(this.#chance.between(10, 3_000));
    return found;
  }
}

function shownIn({ blocks }: Reply): Pick<Message, "heading" | "papers"> {
  return {
    heading: blocks.flatMap((block) => (block.kind === "heading" ? [block.text] : [])).join(),
    papers: blocks.flatMap((block) => (block.kind === "papers" ? block.cards.map(({ id }) => id) : [])),
  };
}
