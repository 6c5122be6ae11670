import type { Adapter } from "#src/platform/index.ts";

/** The machine's own console: the prompt, and the commands of the command line. */
export { terminal } from "#adapters/console/index.ts";
export type { ConsoleStyle, Printed, Prompt } from "#adapters/console/index.ts";

/** The file at CORPUS. */
export { listing } from "#adapters/sources/index.ts";

/** Every platform, by the first word of its operator's commands; each is loaded when it is first needed. A new one is one line. */
const PLATFORMS: Readonly<Record<string, () => Promise<Adapter>>> = {
  slack: async () => (await import("#adapters/slack/index.ts")).slack,
  discord: async () => (await import("#adapters/discord/index.ts")).discord,
};

export function loadAdapters(): Promise<Adapter[]> {
  return Promise.all(Object.values(PLATFORMS).map((load) => load()));
}

export async function loadAdapter(name: string): Promise<Adapter | undefined> {
  return Object.hasOwn(PLATFORMS, name) ? PLATFORMS[name]?.() : undefined;
}
