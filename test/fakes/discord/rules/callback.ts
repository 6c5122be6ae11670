import { z } from "zod";
import { invalidForm } from "../refusal.ts";
import { FLAGS } from "../wire.ts";
import { modalComponent } from "./components.ts";
import { checkComponents, messageForm } from "./message.ts";

/** 4 message, 5 thinking, 6 update later, 7 update, 8 choices, 9 modal. */
export const CALLBACKS = { message: 4, defer: 5, deferUpdate: 6, update: 7, choices: 8, modal: 9 } as const;

const deferred = z
  .looseObject({ flags: z.int().nullish() })
  .refine(({ flags }) => ((flags ?? 0) & ~FLAGS.EPHEMERAL) === 0, { path: ["flags"], message: "only EPHEMERAL" });

const choices = z.looseObject({
  choices: z
    .array(z.looseObject({ name: z.string().min(1).max(100), value: z.union([z.string().max(100), z.number()]) }))
    .max(25),
});

const modal = z.looseObject({
  custom_id: z.string().min(1).max(100),
  title: z.string().min(1).max(45),
  components: z.array(modalComponent).min(1).max(5),
});

/** The first answer to an interaction. */
export const callbackForm = z.discriminatedUnion("type", [
  z.looseObject({ type: z.literal(4), data: messageForm }),
  z.looseObject({ type: z.literal(5), data: deferred.nullish() }),
  z.looseObject({ type: z.literal(6) }),
  z.looseObject({ type: z.literal(7), data: messageForm.nullish() }),
  z.looseObject({ type: z.literal(8), data: choices }),
  z.looseObject({ type: z.literal(9), data: modal }),
]);
export type CallbackForm = z.infer<typeof callbackForm>;

/** Interaction types: 2 command, 3 component, 4 autocomplete, 5 modal. */
const ANSWERS: Readonly<Record<number, readonly number[]>> = {
  2: [4, 5, 9],
  3: [4, 5, 6, 7, 9],
  4: [8],
  5: [4, 5, 6, 7],
};

/** Refuses an answer that does not fit what was asked, and a modal whose custom_ids repeat. */
export function checkCallback(
  form: CallbackForm,
  asked: { readonly type: number; readonly hasMessage: boolean },
): void {
  const updates = form.type === CALLBACKS.update || form.type === CALLBACKS.deferUpdate;
  if (!ANSWERS[asked.type]?.includes(form.type) || (updates && !asked.hasMessage)) {
    throw invalidForm({ path: ["type"], message: "this interaction cannot be answered so" });
  }
  if (form.type === CALLBACKS.modal) checkComponents(form.data.components);
}
