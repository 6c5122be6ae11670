import type { Field, Form } from "#src/platform/index.ts";
import type { Command, Context } from "./command.ts";

/** The form of a command: each field begins with what is `given`, else with what holds now. */
export async function formOf(
  command: Command,
  given: Readonly<Record<string, unknown>>,
  context: Context,
): Promise<Form> {
  const current = await command.form(context);
  const asked = Object.entries(command.args).filter(
    ([name, { hidden }]) => !hidden && (current === undefined || Object.hasOwn(current, name)),
  );
  const fields = asked.map(([name, { type, summary, required }]): Field => {
    const value = given[name] ?? current?.[name];
    const begins = typeof value === "string" || typeof value === "number" ? { value: String(value) } : {};
    return { name, label: sentence(name), summary, required, widget: type.widget, ...begins };
  });
  const previews = command.args["preview"] !== undefined;
  return { command: command.name, title: sentence(command.name), fields, previews };
}

/** `nothing_new` as people read it: `Nothing new`. */
function sentence(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1).replaceAll("_", " ");
}
