// npm run torture -- --kills N --database sqlite|postgres [--seed S]: kills the real process N times at random moments,
// then lets a last one settle everything. The seed chooses obstacles and moments; what the machine does in between is
// its own. Exits 1 where a promise was broken.
import { parseArgs } from "node:util";
import { chanceOf } from "../digest/simulation/random.ts";
import type { Channel } from "../fakes/slack/index.ts";
import { randomKill, settleAll, windows, type Kill } from "./kills.ts";
import { openRig } from "./rig.ts";
import { countByWindow, judge } from "./verdict.ts";

const { values } = parseArgs({
  options: {
    kills: { type: "string", default: "500" },
    database: { type: "string", default: "sqlite" },
    seed: { type: "string", default: String(Date.now() % 1_000_000) },
  },
});
const dialect = values.database;
if (dialect !== "sqlite" && dialect !== "postgres") throw new Error("--database is sqlite or postgres");
const chance = chanceOf(Number(values.seed));
const rig = await openRig({ dialect });
const began = performance.now();
const kills: Kill[] = [];
const left: Channel[] = [];
while (kills.length < Number(values.kills)) {
  kills.push(await randomKill(rig, chance, left));
  if (kills.length % 50 === 0) console.error(`${kills.length} kills, ${seconds()} s`);
}
const killedFor = seconds();
const { tookMs } = await settleAll(rig, 600_000);
const verdict = await judge(rig, kills);

console.log(`${dialect}: ${kills.length} kills in ${killedFor} s, seed ${values.seed}`);
const counts = countByWindow(kills);
for (const window of windows) {
  console.log(`  ${window.padEnd(28)} ${counts[window].kills} kills, ${counts[window].editions} editions`);
}
const early = kills.filter(({ caught }) => caught.every((one) => one === "not planned yet")).length;
console.log(`  before anything was planned  ${early} kills`);
console.log(`settled in ${Math.round(tookMs / 1_000)} s by a last process`);
console.log(
  `${verdict.editions} editions: ${JSON.stringify(verdict.states)}; ${verdict.messages} messages on the platform`,
);
console.log(`most editions that one kill left in doubt: ${verdict.mostDoubts} (4 calls at once in a workspace)`);
console.log(verdict.broken.length === 0 ? "no edition twice, none lost" : `BROKEN:\n${verdict.broken.join("\n")}`);
await rig.close();
process.exitCode = verdict.broken.length === 0 ? 0 : 1;

function seconds(): number {
  return Math.round((performance.now() - began) / 1_000);
}
