/** Discord's epoch: the first second of 2015, in Unix milliseconds. */
const EPOCH_MS = 1_420_070_400_000;

/** Ids that carry their time and only grow, as Discord's do. `now` is in Unix milliseconds. */
export function snowflakes(now: () => number): () => string {
  let last = 0n;
  return () => {
    const earliest = BigInt(Math.floor(now()) - EPOCH_MS) << 22n;
    last = earliest > last ? earliest : last + 1n;
    return String(last);
  };
}
