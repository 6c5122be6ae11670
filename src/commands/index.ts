import { about } from "./about.ts";
import { bibtex } from "./bibtex.ts";
import { daily } from "./daily.ts";
import { helpAbout } from "./help.ts";
import { managers } from "./managers.ts";
import { pause } from "./pause.ts";
import { random } from "./random.ts";
import { resume } from "./resume.ts";
import { search } from "./search.ts";
import { show } from "./show.ts";
import { similar } from "./similar.ts";
import { status } from "./status.ts";
import { subscribe } from "./subscribe.ts";
import { subscriptions } from "./subscriptions.ts";
import { themes } from "./themes.ts";
import { trending } from "./trending.ts";
import { unsubscribe } from "./unsubscribe.ts";
import { why } from "./why.ts";

const working = [
  ...[search, trending, subscribe, daily, show, similar],
  ...[subscriptions, unsubscribe, why, status, pause, resume, managers],
  ...[random, bibtex, themes, about],
];

/** Every command of the bot, the commonest first. A new command is one new file and one line here. */
export const commands = [...working, helpAbout(working)];

export type { Argument } from "./argument.ts";
export { date } from "./arguments/index.ts";
export { command, usage, type Command, type Context } from "./command.ts";
export { formOf } from "./form.ts";
export { acceptArguments, parseLine, type Hint, type Parsed } from "./grammar.ts";
export { search } from "./search.ts";
