/** A JSON object whose fields are not known yet. */
export type Fields = Readonly<Record<string, unknown>>;

export type Report = (pointer: string, message: string) => void;

/** Reports, with a JSON pointer, everything that is wrong with a value. Words follow Slack's own messages. */
export type Shape = (value: unknown, pointer: string, report: Report) => void;

/** What is wrong with `value`, as Slack says it: "must be less than 76 characters [json-pointer:/blocks/0/…]". */
export function problems(shape: Shape, value: unknown, root: string): string[] {
  const found: string[] = [];
  shape(value, root, (pointer, message) => found.push(`${message} [json-pointer:${pointer}]`));
  return found;
}

export function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A string of `min` (1 unless told) to `max` characters. */
export function string({ min = 1, max = Infinity, pattern }: { min?: number; max?: number; pattern?: RegExp }): Shape {
  return (value, pointer, report) => {
    if (typeof value !== "string") report(pointer, "must provide a string");
    else if (value.length < min) report(pointer, `must be more than ${min - 1} characters`);
    else if (value.length > max) report(pointer, `must be less than ${max + 1} characters`);
    else if (pattern && !pattern.test(value)) report(pointer, "failed to match the required pattern");
  };
}

export function oneOf(...values: unknown[]): Shape {
  return (value, pointer, report) => {
    if (!values.includes(value)) report(pointer, `must be one of: ${values.join(", ")}`);
  };
}

const LONGEST_ADDRESS = 3000;

/** An http or https address. */
export const address: Shape = (value, pointer, report) => {
  string({ max: LONGEST_ADDRESS })(value, pointer, report);
  if (typeof value !== "string" || value.length > LONGEST_ADDRESS) return;
  if (!URL.canParse(value) || !/^https?:$/.test(new URL(value).protocol)) report(pointer, "must be a valid URL");
};

export const boolean: Shape = (value, pointer, report) => {
  if (typeof value !== "boolean") report(pointer, "must provide a boolean");
};

export function integer({ min = 0, max = Infinity }: { min?: number; max?: number }): Shape {
  return (value, pointer, report) => {
    if (typeof value !== "number" || !Number.isInteger(value)) report(pointer, "must provide an integer");
    else if (value < min || value > max) report(pointer, `must be from ${min} to ${max}`);
  };
}

export function list(item: Shape, { min = 1, max = Infinity }: { min?: number; max?: number }): Shape {
  return (value, pointer, report) => {
    if (!Array.isArray(value)) return report(pointer, "must provide an array");
    if (value.length < min) report(pointer, `no fewer than ${min} items allowed`);
    if (value.length > max) report(pointer, `no more than ${max} items allowed`);
    value.forEach((entry, at) => item(entry, `${pointer}/${at}`, report));
  };
}

/** An object with these fields and no other. */
export function object(required: Readonly<Record<string, Shape>>, optional: Readonly<Record<string, Shape>>): Shape {
  return (value, pointer, report) => {
    if (!isFields(value)) return report(pointer, "must provide an object");
    for (const name of Object.keys(required)) {
      if (value[name] === undefined) report(pointer, `missing required field: ${name}`);
    }
    for (const [name, field] of Object.entries(value)) {
      const shape = required[name] ?? optional[name];
      if (shape === undefined) report(pointer, `invalid additional property: ${name}`);
      else if (field !== undefined) shape(field, `${pointer}/${name}`, report);
    }
  };
}

/** An object whose `type` says which shape it has. */
export function typed(kinds: Readonly<Record<string, Shape>>): Shape {
  return (value, pointer, report) => {
    if (!isFields(value)) return report(pointer, "must provide an object");
    const shape = typeof value["type"] === "string" ? kinds[value["type"]] : undefined;
    if (shape === undefined) report(`${pointer}/type`, `unsupported type: ${String(value["type"])}`);
    else shape(value, pointer, report);
  };
}

export function both(first: Shape, second: Shape): Shape {
  return (value, pointer, report) => {
    first(value, pointer, report);
    second(value, pointer, report);
  };
}
