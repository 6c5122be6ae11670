/** One step of a conversation: words typed, or the nth button with this label pressed (from 1). */
export type Step = { readonly ask: string } | { readonly press: string; readonly nth?: number };

/** What a platform showed for one step, with its markup undone. */
export interface SeenAnswer {
  readonly papers: readonly { readonly title: string }[];
  readonly notices: readonly string[];
  readonly buttons: readonly string[];
  readonly text: string;
}

/** A platform with one person in one private place. */
export interface Scripted {
  ask(text: string): Promise<SeenAnswer>;
  press(label: string, nth?: number): Promise<SeenAnswer>;
  close(): Promise<void>;
}

/** Conversations that every platform must carry alike: same papers in the same order, same notices, same buttons. */
export const conversations: Readonly<Record<string, readonly Step[]>> = {
  "a search, a paper, its neighbours, its BibTeX": [
    { ask: "search low-rank adapters" },
    { press: "More", nth: 2 },
    { press: "Similar" },
    { press: "More" },
    { press: "BibTeX" },
  ],
  "paging to and fro": [{ ask: "trending" }, { press: "Next" }, { press: "Next" }, { press: "Previous" }],
  "a typing error is corrected and said": [{ ask: "machien unlearning" }],
  "nothing relevant is said": [{ ask: "sourdough starter recipe" }],
  "a filter alone": [{ ask: "has:code" }, { press: "Next" }],
  "quotes and dashes as phones type them": [{ ask: "“weight decay” \u2014survey" }],
  "a plain request": [{ ask: "show me papers about model editing please" }],
  "a search that begins like a command": [{ ask: "random forests" }],
  "a misspelt command": [{ ask: "trendign" }],
  "a wrong argument": [{ ask: "show #9999" }, { ask: "similar" }, { ask: "bibtex #1 now" }],
  "one paper by number, id and title": [
    { ask: "show #1" },
    { ask: "show gradients-without-backpropagation" },
    { ask: "show Gradients without Backpropagation" },
  ],
  chance: [{ ask: "random" }, { press: "Another" }],
  "themes, each a search": [
    { ask: "themes" },
    { ask: "help" },
    { ask: "help all" },
    { ask: "help similar" },
    { ask: "about" },
  ],
  "a topic, from following it to leaving it": [
    { ask: 'subscribe low-rank adapters, "edge of stability"' },
    { ask: "subscribe machien unlearning" },
    { ask: "unsubscribe machien unlearning" },
    { press: "Follow again" },
    { ask: "unsubscribe all" },
    { ask: "subscriptions" },
  ],
  "the daily post, from on to off": [
    { ask: "daily at 9am weekdays berlin count 3" },
    { press: "Preview" },
    { press: "More" },
    { ask: "pause until 2026-12-01" },
    { press: "Resume" },
    { ask: "why #1" },
    { ask: "daily off" },
    { press: "Turn on the daily post" },
    { ask: "daily off" },
  ],
  "a wrong argument of a channel's command": [
    { ask: "daily at 25:99" },
    { ask: "pause until 2020-01-01" },
    { ask: "subscribe has:code" },
    { ask: "unsubscribe 7" },
    { ask: "daily now" },
  ],
  "text that would break markup": [{ ask: "*bold* _it_ `code` <b> & @everyone <!channel> [x](http://y) ||spoiler||" }],
  "scripts and signs": [{ ask: "图神经网络 😀" }, { ask: "???" }, { ask: '"unbalanced' }],
};
