import {
  paperCard,
  paperLine,
  plain,
  text,
  type Block,
  type Button,
  type Call,
  type Reply,
  type Text,
} from "#src/reply/index.ts";
import type { Hit } from "#src/search/index.ts";

/** How many papers one page shows, where nobody asked for another number. */
export const PAGE_SIZE = 10;

interface PaperList {
  readonly title: string;
  readonly hits: readonly Hit[];
  /** All that there are; more pages follow where these are fewer. */
  readonly total: number;
  readonly page: number;
  readonly limit: number;
  /** The call whose other pages these buttons turn to; the limit comes with it. */
  readonly call: Call;
  readonly notices?: readonly Text[];
  readonly footer?: Text;
}

/** The reply of every command that lists papers: notices, cards, paging, and the same as data. */
export function paperList(list: PaperList): Reply {
  const { title, hits, total, page, limit, call, notices = [], footer } = list;
  const first = (page - 1) * limit + 1;
  const blocks: Block[] = [{ kind: "heading", text: title }];
  for (const notice of notices) blocks.push({ kind: "notice", tone: "info", text: notice });
  if (hits.length > 0)
    blocks.push({
      kind: "papers",
      cards: hits.map(({ paper, ...hit }) => paperCard(paper, hit)),
    });
  const turns = pageButtons(withLimit(call, limit), page, first + limit - 1 < total);
  if (turns.length > 0) blocks.push({ kind: "buttons", buttons: turns });
  const shown = total > hits.length && hits.length > 0 ? [`${first}–${first + hits.length - 1} of ${total}`] : [];
  const closing = text(...shown, ...(footer === undefined ? [] : [...(shown.length > 0 ? [" · "] : []), footer]));
  if (closing.length > 0) blocks.push({ kind: "footer", text: closing });
  return {
    blocks,
    outcome: "answered",
    summary: hits.length === 0 ? [title, ...notices.map(plain)].join(": ") : `${title}: ${hits[0]?.paper.title ?? ""}`,
    data: hits.map(({ paper, score }, at) => paperLine(paper, { rank: first + at, score })),
  };
}

/** A limit that somebody asked for holds on the other pages too. */
function withLimit({ command, args }: Call, limit: number): Call {
  return { command, args: limit === PAGE_SIZE ? args : { ...args, limit } };
}

function pageButtons(call: Call, page: number, more: boolean): Button[] {
  const to = (label: string, target: number): Button => ({
    label,
    press: "page",
    call: { command: call.command, args: { ...call.args, page: target } },
  });
  return [...(page > 1 ? [to("Previous", page - 1)] : []), ...(more ? [to("Next", page + 1)] : [])];
}
