// Prints how often the chosen sentence says what a paper does: npm run eval:sentences
import { sentenceOf } from "#src/search/index.ts";
import { judge, readArxivJudgments, readListingJudgments, type Result } from "./measure-sentences.ts";
import { aligned } from "./measure.ts";

const sets = {
  "listing, 119": judge(await readListingJudgments(), sentenceOf),
  "arXiv, 200": judge(readArxivJudgments(), sentenceOf),
};

for (const [name, results] of Object.entries(sets)) {
  for (const { paper, chosen, accepted, isRight } of results)
    if (!isRight)
      console.log(`${name}: ${paper.title}\n  chosen    ${chosen}\n  accepted  ${accepted.join("\n            ")}\n`);
}
console.log(
  aligned([
    ["right", "all", "tuned on", "held out"],
    ...Object.entries(sets).map(([name, results]) => [
      name,
      rightOf(results),
      rightOf(results.filter(({ isTunedOn }) => isTunedOn)),
      rightOf(results.filter(({ isTunedOn }) => !isTunedOn)),
    ]),
  ]),
);

function rightOf(results: readonly Result[]): string {
  return results.length === 0 ? "-" : `${results.filter(({ isRight }) => isRight).length} of ${results.length}`;
}
