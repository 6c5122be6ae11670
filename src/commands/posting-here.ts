import type { Transaction } from "kysely";
import { plain } from "#src/reply/index.ts";
import type { Channel } from "#src/channels/index.ts";
import type { Notice } from "#src/platform.ts";
import type { Database } from "#src/store/index.ts";
import { digestRoom } from "./digest-room.ts";

/** Keeps what `canPost` said of a channel where that is news; a channel that can be posted to wakes by it. */
export async function keepCanPost(trx: Transaction<Database>, channel: Channel, answer: "yes" | Notice): Promise<void> {
  const notice = answer === "yes" ? undefined : answer;
  if (channel.blocked === (notice && plain(notice.text))) return;
  const { setBlocked } = await digestRoom();
  await setBlocked(trx, channel.ref, notice);
}
