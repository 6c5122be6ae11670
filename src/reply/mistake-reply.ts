import type { Mistake } from "#src/errors.ts";
import type { Reply } from "./reply.ts";
import { code, text, type Text } from "./text.ts";

/** A user's mistake: what was wrong, and a line that works. */
export function mistakeReply(mistake: Mistake): Reply {
  const what = mistake.message.charAt(0).toUpperCase() + mistake.message.slice(1);
  const words: Text = text(
    what,
    /[.?!…]$/.test(what) ? "" : ".",
    ...(mistake.example === undefined ? [] : [" Try: ", code(mistake.example)]),
  );
  return { blocks: [{ kind: "notice", tone: "mistake", text: words }], outcome: "mistake", summary: what };
}
