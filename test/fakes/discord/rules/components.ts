import { z } from "zod";

const customId = z.string().min(1).max(100);
const linkUrl = z.url({ protocol: /^(https?|discord)$/ }).max(512);

/** Style 5 is a link and has an address, 6 is premium and has an SKU; the others are pressed and have a custom_id. */
const button = z
  .looseObject({
    type: z.literal(2),
    style: z.int(),
    custom_id: customId.nullish(),
    label: z.string().max(80).nullish(),
    url: linkUrl.nullish(),
    sku_id: z.string().nullish(),
    disabled: z.boolean().nullish(),
  })
  .refine(({ style, url }) => (style === 5) === Boolean(url), { path: ["url"], message: "only a link has a url" })
  .refine(({ style, custom_id }) => style < 5 === Boolean(custom_id), {
    path: ["custom_id"],
    message: "a button that is pressed has a custom_id, a link has none",
  });

const selectOptions = z
  .array(
    z.looseObject({
      label: z.string().max(100),
      value: z.string().max(100),
      description: z.string().max(100).nullish(),
    }),
  )
  .min(1)
  .max(25);

/** How many may be chosen. */
const count = { min_values: z.int().nullish(), max_values: z.int().nullish() };

const stringSelect = z.looseObject({
  type: z.literal(3),
  custom_id: customId,
  placeholder: z.string().max(150).nullish(),
  options: selectOptions,
  ...count,
});

/** Selects of users (5), roles (6), mentionables (7) and channels (8). */
const entitySelect = z.looseObject({
  type: z.literal([5, 6, 7, 8]),
  custom_id: customId,
  ...count,
});

const actionRow = z
  .looseObject({
    type: z.literal(1),
    components: z
      .array(z.discriminatedUnion("type", [button, stringSelect, entitySelect]))
      .min(1)
      .max(5),
  })
  .refine(({ components }) => components.length === 1 || components.every(({ type }) => type === 2), {
    path: ["components"],
    message: "a row holds five buttons or one select",
  });

const textDisplay = z.looseObject({ type: z.literal(10), content: z.string().min(1) });
const media = z.looseObject({ url: z.string() });
const thumbnail = z.looseObject({ type: z.literal(11), media });
const gallery = z.looseObject({ type: z.literal(12), items: z.array(z.looseObject({ media })) });
const file = z.looseObject({ type: z.literal(13), file: media });
const separator = z.looseObject({ type: z.literal(14) });

const section = z.looseObject({
  type: z.literal(9),
  components: z.array(textDisplay).min(1).max(3),
  accessory: z.discriminatedUnion("type", [button, thumbnail]),
});

const inContainer = [actionRow, section, textDisplay, gallery, file, separator] as const;

const container = z.looseObject({
  type: z.literal(17),
  accent_color: z.int().nullish(),
  components: z.array(z.discriminatedUnion("type", inContainer)).min(1),
});

/** A component that may stand at the top of a message. */
export const messageComponent = z.discriminatedUnion("type", [...inContainer, container]);

const textInput = z.looseObject({
  type: z.literal(4),
  custom_id: customId,
  style: z.int(),
  label: z.string().max(45).nullish(),
  placeholder: z.string().max(100).nullish(),
  value: z.string().max(4000).nullish(),
  required: z.boolean().nullish(),
  min_length: z.int().nullish(),
  max_length: z.int().nullish(),
});

const label = z.looseObject({
  type: z.literal(18),
  label: z.string().max(45),
  description: z.string().max(100).nullish(),
  component: z.discriminatedUnion("type", [textInput, stringSelect, entitySelect]),
});

/** A row of a modal holds one text input, which then has a label of its own. */
const modalRow = z.looseObject({
  type: z.literal(1),
  components: z.array(textInput.refine(({ label: words }) => Boolean(words), { path: ["label"] })).length(1),
});

/** A component that may stand at the top of a modal. */
export const modalComponent = z.discriminatedUnion("type", [modalRow, textDisplay, label]);
