import { shown, type Stage } from "./people.ts";
import { Sent } from "./sent.ts";
import { isFields, list, object, problems, string, type Fields, type Shape } from "./shape.ts";
import { plainText } from "./elements.ts";
import { Refusal } from "./refusal.ts";
import type { Ack } from "./socket.ts";
import { checkedView } from "./view-shape.ts";
import { viewFields } from "./view-methods.ts";
import { optionsOf, submittedState } from "./view-state.ts";
import { APP, TEAM, wire, type Message, type User, type View } from "./world.ts";

export interface PressOptions {
  readonly nth?: number;
  readonly choose?: string;
  readonly values?: Readonly<Record<string, string | readonly string[]>>;
}

/**
 * Presses a button (or chooses `choose` from a menu) that has this action_id or label; of several, the `nth` from 0.
 * `values` is what is filled in a modal by then. Throws where there is none, or where this person cannot see the message: the test's own mistake.
 */
export function press(
  stage: Stage,
  target: Message | View,
  which: string,
  user: User,
  { nth = 0, choose, values }: PressOptions = {},
): Sent {
  const { world, grants } = stage.workspace;
  const message = "ts" in target ? target : undefined;
  if (message !== undefined && !world.isThere(message)) throw new Error("that message is gone");
  if (message?.only !== undefined && message.only !== user.id)
    throw new Error(`${user.name} does not see that message`);
  const found = elementsOf("ts" in target ? target.blocks : blocksOf(target)).filter(
    ({ element }) => element["action_id"] === which || labelOf(element) === which,
  )[nth];
  if (found === undefined) throw new Error(`nothing to press named ${which}`);
  const id = world.id("press-");
  const channel = message === undefined ? undefined : world.channels.get(message.channel);
  const grant = { by: id, user: user.id, channel, ...(message === undefined ? {} : { original: message }) };
  const where =
    message === undefined || channel === undefined
      ? { container: { type: "view", view_id: "id" in target ? target.id : "" }, ...viewOf(target, values) }
      : {
          ...{ container: container(message), channel: { id: channel.id, name: channel.name } },
          // Slack does not send back what only one person saw.
          ...(message.only === undefined ? { message: wire(message) } : {}),
          response_url: `http://${stage.host()}/response/${grants.response(grant)}`,
        };
  return interactive(stage, id, user, {
    ...{ type: "block_actions", ...who(user), trigger_id: grants.trigger(grant), state: { values: {} }, ...where },
    actions: [{ ...actionOf(found.element, choose), block_id: found.block["block_id"], action_ts: world.ts() }],
  });
}

/** Submits a modal with values by action_id (or block_id): text, an option's value, or several. */
export function submitView(
  stage: Stage,
  view: View,
  values: Readonly<Record<string, string | readonly string[]>>,
  user?: User,
): Sent {
  const { world, grants } = stage.workspace;
  const person = user ?? world.users.get(view.user);
  if (person === undefined) throw new Error(`no user ${view.user}`);
  const id = world.id("submit-");
  const state = submittedState(blocksOf(view), values);
  const trigger_id = grants.trigger({ by: id, user: person.id, channel: undefined });
  const payload = {
    type: "view_submission",
    ...who(person),
    trigger_id,
    view: viewFields(view, state),
    response_urls: [],
  };
  return interactive(stage, id, person, payload, (ack) => closeOrChange(stage, view, id, ack));
}

/** Types into a menu that asks the app for its options. */
export function suggest(stage: Stage, view: View, action_id: string, value: string, user: User): Sent {
  const found = elementsOf(blocksOf(view)).find(({ element }) => element["action_id"] === action_id);
  if (found?.element["type"] !== "external_select") throw new Error(`no external_select named ${action_id}`);
  const id = stage.workspace.world.id("suggest-");
  const payload = {
    ...{ type: "block_suggestion", ...who(user), action_id, block_id: found.block["block_id"], value },
    ...{ container: { type: "view", view_id: view.id }, ...viewOf(view) },
  };
  return interactive(stage, id, user, payload, (ack) =>
    shown(ack, () => {
      const wrong = problems(suggestions, ack.payload, "");
      if (wrong.length > 0) throw new Refusal("invalid_options", { messages: wrong });
      const options = ack.payload?.["options"];
      const sight = { what: "options" as const, by: id, user: user.id, view };
      stage.workspace.world.sights.add({ ...sight, options: Array.isArray(options) ? options.filter(isFields) : [] });
    }),
  );
}

const suggestions: Shape = object(
  { options: list(object({ text: plainText(75), value: string({ max: 75 }) }, {}), { min: 0, max: 100 }) },
  {},
);

function interactive(
  { workspace: { world }, sockets }: Stage,
  id: string,
  user: User,
  payload: Fields,
  acked: (ack: Ack) => void = () => undefined,
): Sent {
  const timedOut = (): void => world.sights.add({ what: "timeout", by: id, user: user.id });
  const channel = isFields(payload["channel"]) ? String(payload["channel"]["id"]) : undefined;
  const where = { channel };
  return new Sent({
    ...{ id, world, sockets, type: "interactive", payload, where },
    hooks: { acked, timedOut },
    told: true,
  });
}

/** What the acknowledgement of a submitted modal does with it. */
function closeOrChange({ workspace: { world } }: Stage, view: View, by: string, ack: Ack): void {
  const said = ack.payload ?? {};
  const sight = { by, user: view.user, view };
  const action = said["response_action"];
  if (action === undefined || action === "clear") {
    world.sights.add({ what: "view closed", ...sight });
    return;
  }
  shown(ack, () => {
    if (action === "errors" && isFields(said["errors"])) {
      const ids = blocksOf(view).map((block) => block["block_id"]);
      const strange = Object.keys(said["errors"]).filter((id) => !ids.includes(id));
      if (strange.length > 0) throw new Refusal("invalid_arguments", { messages: strange });
      world.sights.add({ what: "view errors", ...sight, errors: said["errors"] });
    } else if (action === "push") {
      const pushed = world.view(view.user, checkedView(said["view"], "modal"));
      world.sights.add({ what: "view", ...sight, view: pushed });
    } else if (action === "update") {
      view.content = world.viewContent(checkedView(said["view"], "modal"));
      view.hash = world.id("hash.");
      world.sights.add({ what: "view update", ...sight });
    } else throw new Refusal("invalid_arguments", { messages: ["unknown response_action"] });
  });
}

function elementsOf(blocks: readonly Fields[]): { block: Fields; element: Fields }[] {
  return blocks.flatMap((block) => {
    const many: unknown[] = block["type"] === "actions" && Array.isArray(block["elements"]) ? block["elements"] : [];
    return [...many, block["accessory"], block["element"]].filter(isFields).map((element) => ({ block, element }));
  });
}

function labelOf(element: Fields): unknown {
  return isFields(element["text"]) ? element["text"]["text"] : undefined;
}

function actionOf(element: Fields, choose: string | undefined): Fields {
  const { type, action_id, text, value, style } = element;
  if (type === "button") {
    return {
      type,
      action_id,
      text,
      ...(value === undefined ? {} : { value }),
      ...(style === undefined ? {} : { style }),
    };
  }
  const option = optionsOf(element).find((one) => one["value"] === choose);
  if (option === undefined) throw new Error(`no option with the value ${String(choose)}`);
  return { type, action_id, selected_option: option };
}

function container(message: Message): Fields {
  return {
    ...{
      type: "message",
      message_ts: message.ts,
      channel_id: message.channel,
      is_ephemeral: message.only !== undefined,
    },
    ...(message.threadTs === undefined ? {} : { thread_ts: message.threadTs }),
  };
}

const blocksOf = (view: View): readonly Fields[] => {
  const blocks = view.content["blocks"];
  return Array.isArray(blocks) ? blocks.filter(isFields) : [];
};

const viewOf = (target: Message | View, values?: PressOptions["values"]): Fields => {
  if ("ts" in target) return {};
  return { view: viewFields(target, values === undefined ? {} : submittedState(blocksOf(target), values)) };
};

const who = (user: User): Fields => ({
  ...{ token: "verification", api_app_id: APP, team: { id: TEAM, domain: "fake" } },
  ...{ enterprise: null, is_enterprise_install: false },
  user: { id: user.id, username: user.name, name: user.name, team_id: TEAM },
});
