import type { Gateway } from "./gateway.ts";
import type { Interactions } from "./interactions.ts";
import type { SeenLog } from "./seen.ts";
import type { World } from "./world.ts";

/** What one fake Discord is made of. */
export interface Parts {
  readonly world: World;
  readonly gateway: Gateway;
  readonly interactions: Interactions;
  readonly seen: SeenLog;
}
