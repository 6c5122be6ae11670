import { randomUUID } from "node:crypto";
import { channelPayload, memberPayload, messagePayload } from "../payloads.ts";
import type { Parts } from "../parts.ts";
import {
  allComponents,
  type Channel,
  type Command,
  type CommandOption,
  type Component,
  type Json,
  type Message,
  type Modal,
  type User,
} from "../wire.ts";
import type { World } from "../world.ts";
import { ask, type Ask } from "./ask.ts";

export type OptionValue = string | number | boolean;

export interface Asking {
  readonly channel: Channel;
  readonly user: User;
  /** Discord's language of the person, e.g. de. */
  readonly locale?: string;
}

const TYPES = { command: 2, component: 3, autocomplete: 4, modal: 5 } as const;
const STRING_SELECT = 3;
const LINK = 5;

/** `/papers search query:…`: `words` is "papers search". Refused where a client would not let a person send it. */
export function slash(parts: Parts, words: string, values: Readonly<Record<string, OptionValue>>, asking: Asking): Ask {
  const { command, options, nest } = commandOf(parts.world, words, asking.channel);
  for (const { name, required } of options) {
    if (required && !(name in values)) throw new Error(`/${words} needs the option ${name}`);
  }
  const given = Object.entries(values).map(([name, value]) => givenOption(options, words, name, value));
  return send(parts, TYPES.command, { ...commandData(command), options: nest(given) }, asking);
}

/** While `typed` stands in the option `focused`. */
export function autocomplete(
  parts: Parts,
  words: string,
  focused: string,
  typed: string,
  values: Readonly<Record<string, OptionValue>>,
  asking: Asking,
): Ask {
  const { command, options, nest } = commandOf(parts.world, words, asking.channel);
  const option = options.find(({ name }) => name === focused);
  if (!option?.autocomplete) throw new Error(`/${words} has no option ${focused} with autocomplete`);
  const others = Object.entries(values).map(([name, value]) => givenOption(options, words, name, value));
  const current = { name: focused, type: option.type, value: typed, focused: true };
  return send(parts, TYPES.autocomplete, { ...commandData(command), options: nest([...others, current]) }, asking);
}

/** A command of a message's context menu. */
export function messageMenu(parts: Parts, name: string, message: Message, asking: Asking): Ask {
  const command = commandsIn(parts.world, asking.channel).find((one) => one.name === name && one.type === 3);
  if (!command) throw new Error(`no message command ${name} is registered`);
  const shown = messagePayload(parts.world, message, { withNonce: false, withContent: true });
  const data = { ...commandData(command), target_id: message.id, resolved: { messages: { [message.id]: shown } } };
  return send(parts, TYPES.command, data, asking);
}

/** Presses a button, by its label or custom_id, or picks values of a select. */
export function press(
  parts: Parts,
  message: Message,
  which: string,
  values: readonly string[] | undefined,
  asking: Asking,
): Ask {
  const stored = parts.world.find(message.channel_id, message.id);
  if (!stored) throw new Error(`message ${message.id} is not there any more`);
  if (stored.visibleTo !== undefined && stored.visibleTo !== asking.user.id) {
    throw new Error(`${asking.user.username} does not see message ${message.id}`);
  }
  const components = [...allComponents(stored.message.components)];
  const found = components.find(({ custom_id, label }) => custom_id === which || label === which);
  if (!found) throw new Error(`no ${which} on the message, but ${components.map((one) => one.label).join(", ")}`);
  if (found.disabled || found.style === LINK) throw new Error(`${which} cannot be pressed`);
  const data = {
    component_type: found.type,
    custom_id: found.custom_id,
    ...(values && { values: picked(found, values) }),
  };
  return send(parts, TYPES.component, data, asking, stored.message);
}

/** Fills a form in: fields by custom_id. What a field needs is asked for, as the client does. */
export function submitModal(
  parts: Parts,
  opened: { readonly modal: Modal; readonly source?: Message },
  fields: Readonly<Record<string, string>>,
  asking: Asking,
): Ask {
  const { modal, source } = opened;
  const known = new Set([...allComponents(modal.components)].map(({ custom_id }) => custom_id));
  const unknown = Object.keys(fields).find((name) => !known.has(name));
  if (unknown !== undefined) throw new Error(`the form has no field ${unknown}`);
  const components = modal.components.map((component) => filled(component, fields));
  return send(parts, TYPES.modal, { custom_id: modal.custom_id, components }, asking, source);
}

function filled(component: Component, fields: Readonly<Record<string, string>>): Json {
  const { type, custom_id: id } = component;
  if (component.components) return { type, id: 0, components: component.components.map((one) => filled(one, fields)) };
  if (component.component) return { type, id: 0, component: filled(component.component, fields) };
  if (typeof id !== "string") return { type, id: 0 };
  const value = fields[id] ?? "";
  if (value === "" && component.required !== false) throw new Error(`the field ${id} is required`);
  if (value.length > (component.max_length ?? 4000)) throw new Error(`the field ${id} is too long`);
  if (type !== STRING_SELECT) return { type, id: 0, custom_id: id, value };
  return { type, id: 0, custom_id: id, values: value === "" ? [] : picked(component, [value]) };
}

function picked(select: Component, values: readonly string[]): readonly string[] {
  const unknown = values.find((value) => !select.options?.some((one) => one.value === value));
  if (unknown !== undefined) throw new Error(`the select has no ${unknown}`);
  return values;
}

function commandOf(
  world: World,
  words: string,
  channel: Channel,
): { command: Command; options: readonly CommandOption[]; nest: (given: readonly Json[]) => readonly Json[] } {
  const [name, ...path] = words.split(" ");
  const command = commandsIn(world, channel).find((one) => one.name === name && one.type === 1);
  if (!command) throw new Error(`no command /${name} is registered`);
  const steps: CommandOption[] = [];
  for (const word of path) {
    const step = (steps.at(-1) ?? command).options?.find((one) => one.name === word && one.type <= 2);
    if (!step) throw new Error(`/${words} is not registered`);
    steps.push(step);
  }
  const options = (steps.at(-1) ?? command).options ?? [];
  if (options.some(({ type }) => type <= 2)) throw new Error(`/${words} needs a subcommand`);
  const nest = (given: readonly Json[]) =>
    steps
      .toReversed()
      .reduce<readonly Json[]>((inner, step) => [{ name: step.name, type: step.type, options: inner }], given);
  return { command, options, nest };
}

function commandsIn(world: World, channel: Channel): readonly Command[] {
  return [...(world.commands.get(channel.guild_id ?? "none") ?? []), ...(world.commands.get("") ?? [])];
}

function commandData(command: Command): Json {
  return { id: command.id, name: command.name, type: command.type };
}

const OPTION_TYPES: Readonly<Record<number, string>> = { 3: "string", 4: "number", 5: "boolean", 10: "number" };

function givenOption(options: readonly CommandOption[], words: string, name: string, value: OptionValue): Json {
  const option = options.find((one) => one.name === name);
  if (!option) throw new Error(`/${words} has no option ${name}`);
  if (typeof value !== OPTION_TYPES[option.type]) throw new Error(`/${words} takes no such value for ${name}`);
  if (option.choices?.length && !option.choices.some((one) => one.value === value)) {
    throw new Error(`/${words} has no choice ${String(value)} for ${name}`);
  }
  return { name, type: option.type, value };
}

/** Makes the interaction and tells every session of it. */
function send(parts: Parts, type: number, data: Json, asking: Asking, source?: Message): Ask {
  const { world, interactions, gateway, seen } = parts;
  const { channel, user, locale = "en-US" } = asking;
  const guild = world.guilds.get(channel.guild_id ?? "");
  if (!world.may(channel, "VIEW_CHANNEL", user.id)) throw new Error(`${user.username} does not see ${channel.id}`);
  if (type === TYPES.command && !world.may(channel, "USE_APPLICATION_COMMANDS", user.id)) {
    throw new Error(`${user.username} cannot use commands in ${channel.id}`);
  }
  const interaction = {
    id: world.nextId(),
    token: randomUUID(),
    type,
    user,
    channel,
    data,
    askedAtMs: world.now(),
    ...(source && { source }),
  };
  interactions.all.push(interaction);
  gateway.dispatch(
    "INTERACTION_CREATE",
    {
      id: interaction.id,
      token: interaction.token,
      application_id: world.applicationId,
      type,
      version: 1,
      data,
      channel_id: channel.id,
      channel: channelPayload(channel),
      locale,
      entitlements: [],
      app_permissions: String(world.permissions(channel, world.bot.id)),
      authorizing_integration_owners: { "0": guild?.id ?? "0" },
      attachment_size_limit: 10_485_760,
      context: guild ? 0 : 1,
      ...(guild
        ? {
            guild_id: guild.id,
            guild_locale: "en-US",
            guild: { id: guild.id, locale: "en-US", features: [] },
            member: { ...memberPayload(guild, user), permissions: String(world.permissions(channel, user.id)) },
          }
        : { user }),
      ...(source && { message: messagePayload(world, source, { withNonce: false, withContent: true }) }),
    },
    { guildId: guild?.id },
  );
  return ask(seen, interaction.id);
}
