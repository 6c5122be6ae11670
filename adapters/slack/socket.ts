import type { SocketModeReceiver } from "@slack/bolt";
import type { Log } from "#src/log.ts";
import { within, type Time } from "#src/time.ts";
import { isRefusedToken, reasonOf } from "./errors.ts";

type Client = SocketModeReceiver["client"];

/** A connection that lasted this long was a good one: the next is opened at once. */
const STEADY_MS = 10_000;
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 60_000;
/** From asking for an address until Slack says hello. */
const OPEN_WITHIN_MS = 30_000;

export interface KeptSocket {
  /** The first attempt is over; rejects where Slack refused a token for good. What passes is tried again in the background. */
  readonly tried: Promise<void>;
  /** Resolves when the socket is closed. */
  stop(): Promise<void>;
}

interface SocketOptions {
  readonly client: Client;
  /** What must be known before the first event comes; tried again with the socket. */
  readonly prepare: () => Promise<void>;
  readonly log: Log;
  readonly time: Time;
}

/**
 * Opens the socket and opens it again whenever it closes. The library's own reconnect is off: it waits 5 s after each
 * close, and where Slack refuses an address its rejection is handled by nobody and ends the process.
 */
export function keepOpen({ client, prepare, log, time }: SocketOptions): KeptSocket {
  const { promise: tried, resolve, reject } = Promise.withResolvers<void>();
  const stopping = new AbortController();
  let failures = 0;

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      const { promise: closed, resolve: close } = Promise.withResolvers<void>();
      client.once("disconnected", close);
      try {
        await prepare();
        await open(client);
        const openedAtMs = time.elapsedMs();
        log.info({ platform: "slack", outcome: "connected" }, "the socket to Slack");
        resolve();
        if (stopping.signal.aborted) await client.disconnect();
        await closed;
        failures = time.elapsedMs() - openedAtMs < STEADY_MS ? failures + 1 : 0;
        log.info({ platform: "slack", outcome: "closed" }, "the socket to Slack");
      } catch (error) {
        client.off("disconnected", close);
        failures += 1;
        log.error({ platform: "slack", outcome: "not connected", reason: reasonOf(error) }, "the socket to Slack");
        if (isRefusedToken(error)) reject(error instanceof Error ? error : new Error(String(error)));
        else resolve();
      }
      if (failures === 0) continue;
      await time.wait(Math.min(FIRST_PAUSE_MS * 2 ** (failures - 1), LONGEST_PAUSE_MS), stopping.signal);
    }
  }

  const running = run();
  // The caller that awaits `tried` gets the error; after the first attempt nobody does.
  tried.catch(() => undefined);
  return {
    tried,
    async stop() {
      stopping.abort();
      await client.disconnect();
      await running;
    },
  };
}

/** Starts the client, and gives up where Slack never says hello. */
async function open(client: Client): Promise<void> {
  const started = client.start().then(
    () => undefined,
    // The library rejects with nothing where the socket closed before it was open.
    (error: unknown) => {
      throw error instanceof Error ? error : new SocketClosed();
    },
  );
  try {
    if ((await within(OPEN_WITHIN_MS, started, { otherwise: "late" })) === "late") throw new SocketClosed();
  } catch (error) {
    started.catch(() => undefined);
    if (error instanceof SocketClosed) await client.disconnect();
    throw error;
  }
}

class SocketClosed extends Error {
  readonly code = "socket_closed";
}
