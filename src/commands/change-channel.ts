import { findChannel, openChannel, type Channel } from "#src/channels/index.ts";
import { Mistake } from "#src/errors.ts";
import type { Transaction } from "kysely";
import type { Database } from "#src/store/index.ts";
import type { Context } from "./command.ts";

interface Changing {
  /** Who changes it, as it is kept: `nameOfActor` reads it. */
  readonly actor: string;
  /** Milliseconds. */
  readonly now: number;
}

type Needed = Pick<Context, "request" | "store">;

/**
 * Changes the channel that the request came from, in one transaction that holds it. Throws a Mistake where only managers
 * may and this person is not one: the platform is asked each time, about who asks now.
 */
export async function changeChannel<Result>(
  { request: { actor, channel: ref }, store }: Needed,
  change: (trx: Transaction<Database>, channel: Channel, changing: Changing) => Promise<Result>,
): Promise<Result> {
  const { db, now: agreedNow } = await store();
  const stored = storedActor(actor.id, await actor.name());
  let isManager: boolean | undefined;
  for (;;) {
    const now = await agreedNow();
    const done = await db.transaction().execute(async (trx) => {
      const channel = await openChannel(trx, ref);
      if (channel.settings.managers) {
        // A platform is not asked while everybody else waits for this transaction.
        if (isManager === undefined) return undefined;
        if (!isManager) throw managersOnly();
      }
      return { result: await change(trx, channel, { actor: stored, now }) };
    });
    if (done !== undefined) return done.result;
    isManager = await actor.isManager();
  }
}

/** The channel that the request came from, made with defaults where it is new. */
export async function channelHere({ request, store }: Pick<Needed, "request" | "store">): Promise<Channel> {
  const { db } = await store();
  return (
    (await findChannel(db, request.channel)) ?? db.transaction().execute((trx) => openChannel(trx, request.channel))
  );
}

/** For what changes no setting, and still is not everybody's where only managers change things. Throws a Mistake. */
export async function authorise({ request: { actor, channel: ref }, store }: Needed): Promise<void> {
  const channel = await findChannel((await store()).db, ref);
  if (channel?.settings.managers === true && !(await actor.isManager())) throw managersOnly();
}

/** A person as the database keeps them: the id, which stays, and the name of the day. */
function storedActor(id: string, name: string): string {
  return name === "" || name === id ? id : `${id} ${name}`;
}

/** The name of a kept person; where there was none, the id. */
export function nameOfActor(stored: string): string {
  return stored.slice(stored.indexOf(" ") + 1);
}

function managersOnly(): Mistake {
  return new Mistake(
    "managers_only",
    "Only managers change things in this channel; ask one of them, or ask me what is set here",
    { example: "status" },
  );
}
