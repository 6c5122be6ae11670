import { COMMAND_REFUSALS } from "./refusals/commands.ts";
import { INTERACTION_REFUSALS } from "./refusals/interactions.ts";
import { COMPONENT_REFUSALS } from "./refusals/components.ts";
import { EMBED_REFUSALS } from "./refusals/embeds.ts";
import { MESSAGE_REFUSALS } from "./refusals/messages.ts";
import { OPTION_REFUSALS } from "./refusals/options.ts";
import type { BodyRule, Rule } from "./refusals/rule.ts";
import { STATE_RULES } from "./refusals/states.ts";

export const BODY_REFUSALS: readonly BodyRule[] = [
  ...MESSAGE_REFUSALS,
  ...EMBED_REFUSALS,
  ...COMPONENT_REFUSALS,
  ...INTERACTION_REFUSALS,
  ...COMMAND_REFUSALS,
  ...OPTION_REFUSALS,
];

/**
 * THE TABLE OF REFUSALS: each limit, code and rule of Discord that the fake plays, with its source. No commit of an
 * adapter may loosen a row. [DOC] Discord's documentation, [OAS] its OpenAPI file, [RUN] tried against discord.js or the
 * file, [3rd] a third party, [NOT VERIFIED] no source found: kept, since too strict is the safe side.
 */
export const REFUSALS: readonly Rule[] = [...BODY_REFUSALS, ...STATE_RULES];
