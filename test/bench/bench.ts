// npm run bench: how fast the parts are. A bench, not a test: it prints, and nothing fails. Its first word names the bench.
const benches: Readonly<Record<string, () => Promise<void>>> = {
  search: async () => (await import("./search.ts")).bench(),
  slack: async () => (await import("./slack.ts")).bench(),
  discord: async () => (await import("./discord.ts")).bench(),
  digest: async () => (await import("./digest.ts")).bench(),
};

const name = process.argv[2] ?? "search";
const run = benches[name];
if (run === undefined) {
  console.error(`There is no bench "${name}". There are: ${Object.keys(benches).join(", ")}.`);
  process.exitCode = 2;
} else await run();
