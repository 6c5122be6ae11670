import { z } from "zod";
import { invalidForm, Refusal } from "../refusal.ts";
import { distinct } from "./form.ts";

// [DOC] interactions/application-commands.mdx; V8 knows the two scripts by their long property too.
const chatName = z
  .string()
  .regex(/^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u)
  .refine((name) => name === name.toLowerCase(), "must be lower case");

const choice = z.looseObject({
  name: z.string().min(1).max(100),
  value: z.union([z.string().max(100), z.number()]),
});

const leaf = z
  .looseObject({
    type: z.literal([3, 4, 5, 6, 7, 8, 9, 10, 11]),
    name: chatName,
    description: z.string().min(1).max(100),
    required: z.boolean().nullish(),
    autocomplete: z.boolean().nullish(),
    choices: z.array(choice).max(25).nullish(),
    min_value: z.number().nullish(),
    max_value: z.number().nullish(),
    min_length: z.int().nullish(),
    max_length: z.int().nullish(),
  })
  .refine(({ autocomplete, choices }) => !(autocomplete && choices?.length), {
    path: ["choices"],
    message: "choices and autocomplete exclude each other",
  })
  .refine(
    ({ type, min_value, max_value }) => type !== 4 || [min_value, max_value].every((one) => Number.isInteger(one ?? 0)),
    {
      path: ["min_value"],
      message: "the range of an integer is whole",
    },
  );
type Leaf = z.infer<typeof leaf>;

const leaves = z
  .array(leaf)
  .max(25)
  .refine(hasUniqueNames, "option names are unique")
  .refine((options) => !options.some(({ required }, i) => required && !options[i - 1]?.required && i > 0), {
    message: "required options come before optional ones",
  });

const subcommand = z.looseObject({
  type: z.literal(1),
  name: chatName,
  description: z.string().min(1).max(100),
  options: leaves.nullish(),
});

const group = z.looseObject({
  type: z.literal(2),
  name: chatName,
  description: z.string().min(1).max(100),
  options: z.array(subcommand).max(25).refine(hasUniqueNames, "subcommand names are unique"),
});

/** Subcommands and groups, or options: never both in one command. */
const options = z.union([
  z
    .array(z.discriminatedUnion("type", [subcommand, group]))
    .max(25)
    .refine(hasUniqueNames),
  leaves,
]);

/** One command as it is registered; `type` 1 chat, 2 user, 3 message. */
const commandForm = z
  .looseObject({
    type: z.literal([1, 2, 3]).nullish(),
    name: z.string().min(1).max(32),
    description: z.string().max(100).nullish(),
    options: options.nullish(),
    contexts: distinct(z.int()).nullish(),
    integration_types: distinct(z.int()).nullish(),
  })
  .refine(({ type, name }) => (type ?? 1) !== 1 || chatName.safeParse(name).success, { path: ["name"] })
  .refine(({ type, description }) => ((type ?? 1) === 1) === Boolean(description), {
    path: ["description"],
    message: "a chat command has a description, the others have none",
  })
  .refine(({ type, options: list }) => (type ?? 1) === 1 || !list?.length, { path: ["options"] });
export type CommandForm = z.infer<typeof commandForm>;

export const commandsForm = z.array(commandForm).nullable();

/** How many commands of each type an application has, globally and again in each guild. */
const MOST = { 1: 100, 2: 15, 3: 15 } as const;

/** Refuses a set of commands that Discord would refuse as a whole. */
export function checkCommands(commands: readonly CommandForm[], isGlobal: boolean): void {
  for (const [type, most] of Object.entries(MOST)) {
    const names = commands.filter((one) => String(one.type ?? 1) === type).map(({ name }) => name);
    if (names.length > most) throw new Refusal(30032);
    if (new Set(names).size < names.length) throw invalidForm({ path: ["name"], message: "names are unique" });
  }
  commands.forEach((command, index) => {
    if (commandLength(command) > 8000) throw invalidForm({ path: [index], message: "more than 8000 characters" });
    if (!isGlobal && (command.contexts ?? command.integration_types)) {
      throw invalidForm({ path: [index, "contexts"], message: "only global commands have contexts" });
    }
  });
}

/** Names, descriptions and values of the command, its options, subcommands and choices, added up. */
function commandLength(command: CommandForm): number {
  const own = command.name.length + (command.description?.length ?? 0);
  return (command.options ?? []).reduce((sum, option) => sum + optionLength(option), own);
}

function optionLength(option: Leaf | z.infer<typeof subcommand> | z.infer<typeof group>): number {
  const own = option.name.length + option.description.length;
  if ("choices" in option && Array.isArray(option.choices)) {
    const choices = option.choices as z.infer<typeof choice>[];
    return choices.reduce((sum, one) => sum + one.name.length + String(one.value).length, own);
  }
  const inner = (("options" in option ? option.options : undefined) ?? []) as readonly (
    Leaf | z.infer<typeof subcommand>
  )[];
  return inner.reduce((sum, one) => sum + optionLength(one), own);
}

function hasUniqueNames(list: readonly { readonly name: string }[]): boolean {
  return new Set(list.map(({ name }) => name)).size === list.length;
}
