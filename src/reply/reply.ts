import type { Text } from "./text.ts";

/** What a stored or pressed button may hold. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** A command with its arguments, as a button, an option list or a form names them: by name, not by form. */
export interface Call {
  readonly command: string;
  readonly args: Readonly<Record<string, Json>>;
}

/**
 * What pressing does, which an adapter must know before it asks the bot:
 * - `answer`: on a private answer edits it; on a message others see, answers the presser privately
 * - `page`: edits the message it stands on, private or not
 * - `share`: the same answer again, posted where others see it
 * - `form`: opens a form (modal) for the command's arguments
 */
export type Press = "answer" | "page" | "share" | "form";

/** `payload` is what a platform stores in the button: at most `Platform.payloadLimit` characters, filled by the bot. */
export type Button =
  | {
      readonly label: string;
      readonly press: Press;
      readonly call: Call;
      readonly payload?: string;
      readonly primary?: true;
    }
  | { readonly label: string; readonly url: string };

/** A paper as a list shows it. */
export interface Card {
  readonly id: string;
  /** Its number in the current listing; a paper that left the listing has none. */
  readonly number?: number;
  readonly title: string;
  /** The paper's own page. */
  readonly url?: string;
  /** The sentence that matters. */
  readonly excerpt: Text;
  /** Why it is here: its place, the words that matched, the topic. */
  readonly why: Text;
  readonly code?: string;
  readonly buttons: readonly Button[];
}

export type Block =
  | { readonly kind: "heading"; readonly text: string; readonly url?: string }
  | { readonly kind: "text"; readonly text: Text }
  | { readonly kind: "list"; readonly items: readonly Text[] }
  | { readonly kind: "code"; readonly text: string }
  | { readonly kind: "papers"; readonly cards: readonly Card[] }
  | { readonly kind: "notice"; readonly tone: "info" | "mistake" | "apology"; readonly text: Text }
  | { readonly kind: "buttons"; readonly buttons: readonly Button[] }
  | { readonly kind: "footer"; readonly text: Text };

/** The neutral answer: what to say, not how a platform draws it. */
export interface Reply {
  readonly blocks: readonly Block[];
  /** `answered` also where nothing was found; `mistake`: the user's; `failure`: ours. */
  readonly outcome: "answered" | "mistake" | "failure";
  /** One line for a notification or a screen reader, plain words. */
  readonly summary: string;
  /** The same answer for machines, one object a line (`--json`). */
  readonly data?: readonly Readonly<Record<string, unknown>>[];
}
