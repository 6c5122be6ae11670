import type { BodyRule } from "./rule.ts";

const COMMANDS = "[DOC] interactions/application-commands.mdx";
const to = "commands";
const code = 50035;
const a = (count: number) => "a".repeat(count);
const times = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, i) => make(i));

const command = (more: object = {}) => ({ name: "papers", description: "Papers", ...more });
const option = (more: object = {}) => ({ type: 3, name: "query", description: "What", ...more });
const subcommand = (index: number, more: object = {}) => ({ type: 1, name: `s${index}`, description: "Do", ...more });
/** A command of so many characters: 12 its own, 19 x 412, and a last subcommand of 63 whose one option makes it up. */
const ofLength = (length: number) => {
  const full = times(3, (i) => option({ name: `o_${i}`, description: a(100) }));
  const subcommands = times(19, (i) => subcommand(i + 10, { description: a(100), options: full }));
  const rest = option({ name: "o_0", description: a(length - 12 - 19 * 412 - 63 - 3) });
  return [command({ options: [...subcommands, subcommand(40, { description: a(60), options: [rest] })] })];
};

export const COMMAND_REFUSALS: readonly BodyRule[] = [
  {
    id: "command-name-letters",
    rule: "a command's name has letters, digits, - _ and ' only",
    source: `${COMMANDS}; [RUN] fact 18`,
    code,
    to,
    over: [command({ name: "pa pers" })],
    within: [command({ name: "pa-pers" })],
  },
  {
    id: "command-name-lower-case",
    rule: "a command's name is in lower case",
    source: `${COMMANDS}; [RUN] fact 18`,
    code,
    to,
    over: [command({ name: "Papers" })],
    within: [command({ name: "papers" })],
  },
  {
    id: "command-name-32",
    rule: "a command's name has at most 32 characters",
    source: COMMANDS,
    code,
    to,
    over: [command({ name: a(33) })],
    within: [command({ name: a(32) })],
  },
  {
    id: "description-empty",
    rule: "a command has a description",
    source: "[RUN] fact 18 (the OpenAPI file lets it pass)",
    code,
    to,
    over: [command({ description: "" })],
    within: [command({ description: "a" })],
  },
  {
    id: "description-100",
    rule: "a command's description has at most 100 characters",
    source: COMMANDS,
    code,
    to,
    over: [command({ description: a(101) })],
    within: [command({ description: a(100) })],
  },
  {
    id: "command-8000",
    rule: "a command has at most 8000 characters: names, descriptions and values in all",
    source: `${COMMANDS}; [RUN] fact 18`,
    code,
    to,
    over: ofLength(8001),
    within: ofLength(8000),
  },
  {
    id: "commands-100",
    rule: "an application has at most 100 chat commands (the OpenAPI file allows 130)",
    source: `${COMMANDS}; [RUN] fact 18; the code 30032 [NOT VERIFIED]`,
    code: 30032,
    to,
    over: times(101, (i) => command({ name: `c${i}` })),
    within: times(100, (i) => command({ name: `c${i}` })),
  },
  {
    id: "user-commands-15",
    rule: "an application has at most 15 commands of a person's menu",
    source: COMMANDS,
    code: 30032,
    to,
    over: times(16, (i) => ({ type: 2, name: `User ${i}` })),
    within: times(15, (i) => ({ type: 2, name: `User ${i}` })),
  },
  {
    id: "message-commands-15",
    rule: "an application has at most 15 commands of a message's menu",
    source: COMMANDS,
    code: 30032,
    to,
    over: times(16, (i) => ({ type: 3, name: `Message ${i}` })),
    within: times(15, (i) => ({ type: 3, name: `Message ${i}` })),
  },
  {
    id: "menu-description",
    rule: "a command of a menu has no description",
    source: "[NOT VERIFIED]",
    code,
    to,
    over: [{ type: 3, name: "Similar", description: "Papers like it" }],
    within: [{ type: 3, name: "Similar", description: "" }],
  },
  {
    id: "guild-contexts",
    rule: "only global commands have contexts and integration_types",
    source: COMMANDS,
    code,
    to: "guild commands",
    over: [command({ contexts: [0] })],
    within: [command()],
  },
  {
    id: "menu-name-1",
    rule: "a command of a menu has a name",
    source: COMMANDS,
    code,
    to,
    over: [{ type: 3, name: "" }],
    within: [{ type: 3, name: "S" }],
  },
  {
    id: "menu-name-32",
    rule: "the name of a menu's command has at most 32 characters",
    source: COMMANDS,
    code,
    to,
    over: [{ type: 3, name: a(33) }],
    within: [{ type: 3, name: a(32) }],
  },
  {
    id: "commands-unique",
    rule: "names are unique among the commands of a type",
    source: "[NOT VERIFIED]",
    code,
    to,
    over: [command(), command()],
    within: [command(), command({ name: "other" })],
  },
  {
    id: "contexts-twice",
    rule: "a command's contexts and integration_types name nothing twice",
    source: "[OAS]",
    code,
    to,
    over: [command({ contexts: [0, 0] })],
    within: [command({ contexts: [0, 1] })],
  },
];
