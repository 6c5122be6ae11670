import { about } from "./about.ts";
import { bibtex } from "./bibtex.ts";
import { helpAbout } from "./help.ts";
import { random } from "./random.ts";
import { search } from "./search.ts";
import { show } from "./show.ts";
import { similar } from "./similar.ts";
import { themes } from "./themes.ts";
import { trending } from "./trending.ts";

const working = [search, trending, similar, show, random, bibtex, themes, about];

/** Every command of the bot, the commonest first. A new command is one new file and one line here. */
export const commands = [...working, helpAbout(working)];

export { hidden, optional, required, type Argument, type ArgumentType, type Reading, type Widget } from "./argument.ts";
export { choice, days, integer, paper, time, words, zone } from "./arguments/index.ts";
export { command, usage, type Command, type Context } from "./command.ts";
export { acceptArguments, parseLine, type Hint, type Parsed } from "./grammar.ts";
export { queryAtMost, search } from "./search.ts";
