import { z } from "zod";
import { invalidForm, Refusal } from "../refusal.ts";
import { allComponents, FLAGS, type Component } from "../wire.ts";
import { messageComponent } from "./components.ts";
import { distinct, snowflake } from "./form.ts";

// Lengths are counted in UTF-16 units: never fewer than Discord counts.
const embed = z.looseObject({
  title: z.string().max(256).nullish(),
  description: z.string().max(4096).nullish(),
  url: z.url().max(2048).nullish(),
  color: z.int().nullish(),
  footer: z.looseObject({ text: z.string().max(2048) }).nullish(),
  author: z.looseObject({ name: z.string().max(256) }).nullish(),
  fields: z
    .array(z.looseObject({ name: z.string().max(256), value: z.string().max(1024) }))
    .max(25)
    .nullish(),
});

const allowedMentions = z
  .looseObject({
    parse: distinct(z.enum(["everyone", "roles", "users"])).nullish(),
    users: distinct(snowflake).max(100).nullish(),
    roles: distinct(snowflake).max(100).nullish(),
    replied_user: z.boolean().nullish(),
  })
  .refine(
    ({ parse, users, roles }) =>
      !(parse?.includes("users") && users?.length) && !(parse?.includes("roles") && roles?.length),
    {
      path: ["parse"],
      message: "parse and the list of the same kind exclude each other",
    },
  );

/** The body of a message, however it is sent. */
export const messageForm = z.looseObject({
  content: z.string().nullish(),
  embeds: z.array(embed).max(10).nullish(),
  components: z.array(messageComponent).nullish(),
  flags: z.int().nullish(),
  allowed_mentions: allowedMentions.nullish(),
  nonce: z.union([z.string().max(25), z.int()]).nullish(),
  enforce_nonce: z.boolean().nullish(),
  message_reference: z.looseObject({ message_id: snowflake, fail_if_not_exists: z.boolean().nullish() }).nullish(),
  sticker_ids: z.array(snowflake).nullish(),
  poll: z.looseObject({}).nullish(),
});
export type MessageForm = z.infer<typeof messageForm>;
export type AllowedMentions = z.infer<typeof allowedMentions>;

/** What a message holds, once a body is laid over what was there. */
export interface MessageContent {
  readonly content: string;
  readonly embeds: readonly z.infer<typeof embed>[];
  readonly components: readonly Component[];
  readonly flags: number;
}

/** Lays a body over an earlier message (or over nothing) and refuses what Discord would refuse of the whole. */
export function checkedContent(form: MessageForm, before?: MessageContent): MessageContent {
  const flags = form.flags ?? before?.flags ?? 0;
  const after: MessageContent = {
    content: (form.content === undefined ? (before?.content ?? "") : (form.content ?? "")).trim(),
    embeds: form.embeds === undefined ? (before?.embeds ?? []) : (form.embeds ?? []),
    components: form.components === undefined ? (before?.components ?? []) : (form.components ?? []),
    flags,
  };
  if (before && before.flags & FLAGS.COMPONENTS_V2 && !(flags & FLAGS.COMPONENTS_V2)) {
    throw invalidForm({ path: ["flags"], message: "the components V2 flag cannot be removed" });
  }
  checkText(after);
  if (flags & FLAGS.COMPONENTS_V2) checkVersion2(form, after);
  else checkVersion1(after);
  checkComponents(after.components);
  const isEmpty = !after.content && after.embeds.length === 0 && after.components.length === 0;
  if (isEmpty && !form.poll && !form.sticker_ids?.length) throw new Refusal(50006);
  return after;
}

function checkText({ content, embeds }: MessageContent): void {
  if (content.length > 2000) throw invalidForm({ path: ["content"], message: "Must be 2000 or fewer in length." });
  const letters = embeds.reduce((sum, one) => sum + embedLength(one), 0);
  if (letters > 6000) throw invalidForm({ path: ["embeds"], message: "Embed size exceeds maximum size of 6000" });
}

function embedLength({ title, description, footer, author, fields }: z.infer<typeof embed>): number {
  const texts = [
    title,
    description,
    footer?.text,
    author?.name,
    ...(fields ?? []).flatMap((one) => [one.name, one.value]),
  ];
  return texts.reduce((sum, text) => sum + (text?.trim().length ?? 0), 0);
}

function checkVersion1({ components }: MessageContent): void {
  if (components.some(({ type }) => type !== 1)) {
    throw invalidForm({ path: ["components"], message: "without the components V2 flag only action rows" });
  }
  if (components.length > 5) throw invalidForm({ path: ["components"], message: "at most 5 action rows" });
}

function checkVersion2(form: MessageForm, { content, embeds, components }: MessageContent): void {
  for (const [name, isThere] of Object.entries({
    content: content !== "",
    embeds: embeds.length > 0,
    poll: Boolean(form.poll),
    sticker_ids: Boolean(form.sticker_ids?.length),
  })) {
    if (isThere) throw invalidForm({ path: [name], message: "cannot be used with the components V2 flag" });
  }
  const letters = [...allComponents(components)].reduce((sum, { content: text }) => sum + (text?.length ?? 0), 0);
  if (letters > 4000) {
    throw invalidForm({ path: ["components"], message: "the texts of a message exceed 4000 characters" });
  }
}

/** What holds for the components of a message as a whole, and for those of a modal. */
export function checkComponents(components: readonly Component[]): void {
  const all = [...allComponents(components)];
  if (all.length > 40) throw invalidForm({ path: ["components"], message: "more than 40 components, nested included" });
  const ids = all.map(({ custom_id }) => custom_id).filter((id) => typeof id === "string");
  if (new Set(ids).size < ids.length) throw invalidForm({ path: ["components"], message: "custom_id is duplicated" });
}
