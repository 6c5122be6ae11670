import { findChannel } from "#src/channels/index.ts";
import { momentInWords } from "#src/dates.ts";
import { Mistake } from "#src/errors.ts";
import { code, link, paperLine, text, type Block, type Button, type Reply, type Text } from "#src/reply/index.ts";
import { authorise } from "./change-channel.ts";
import type { Context } from "./command.ts";
import { postAgainButton, previewDaily } from "./daily-state.ts";

/** The edition that would come now. Nothing is posted. */
export async function preview({ request, digest, isServing }: Context): Promise<Reply> {
  const edition = await (await digest()).preview(request.channel);
  const [heading, ...rest] = edition.blocks;
  const words = text("A preview: nothing is posted.", ...(isServing ? [" To post it: ", code("daily now")] : []));
  const notice: Block = { kind: "notice", tone: "info", text: words };
  const cards = edition.blocks.flatMap((block) => (block.kind === "papers" ? block.cards : []));
  return {
    ...edition,
    blocks: [...(heading === undefined ? [] : [heading]), notice, ...rest],
    data: cards.map((card, at) => paperLine(card, { rank: at + 1, score: null })),
  };
}

/** Posts today's edition now, unless it went out. */
export async function postNow(context: Context): Promise<Reply> {
  const { request, digest, canPost, isServing, store } = context;
  if (!isServing) {
    throw new Mistake("nowhere_to_post", "There is no prompt here to post to; see what would come", {
      example: "daily preview",
    });
  }
  await authorise(context);
  const answer = await canPost(request.channel);
  if (answer !== "yes") return { blocks: [answer], outcome: "answered", summary: "I cannot post here." };
  const posting = await (await digest()).postNow(request.channel);
  switch (posting.kind) {
    case "posting":
      return said("Today’s edition is being posted", text("How it went: ", code("status")));
    case "nothing new":
      return said("There is nothing new to post", text("A new topic may bring something: ", code("subscribe TOPIC")));
    case "posted": {
      const zone = (await findChannel((await store()).db, request.channel))?.settings.zone ?? "UTC";
      const when = `Today’s edition went out on ${momentInWords(posting.at, zone)}`;
      const see = posting.url === undefined ? [] : [link("See it", posting.url), ". "];
      return said(when, text(...see, "What comes next: ", code("daily preview")), [previewDaily]);
    }
    case "uncertain":
      return said("Today’s edition was perhaps posted", text("If it is not here, post it again."), [
        postAgainButton(posting.date, "Post it again"),
      ]);
  }
}

/** Posts the edition of a date, which is in doubt, again. */
export async function postAgain(context: Context, date: string): Promise<Reply> {
  const { request, digest } = context;
  await authorise(context);
  await (await digest()).postAgain(request.channel, date);
  return said(`The edition of ${date} is being posted again`, text("How it went: ", code("status")));
}

function said(title: string, words: Text, buttons: readonly Button[] = []): Reply {
  return {
    blocks: [
      { kind: "heading", text: title },
      { kind: "text", text: words },
      ...(buttons.length === 0 ? [] : [{ kind: "buttons", buttons } as const]),
    ],
    outcome: "answered",
    summary: title,
  };
}
