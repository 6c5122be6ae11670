import type { APIActionRowComponent, APIButtonComponent } from "discord.js";
import { cut, oneLine } from "#src/platform/index.ts";
import type { Button } from "#src/reply/index.ts";
import { safeUrl } from "./escape.ts";
import { keyedPayload, withKey } from "./key.ts";
import * as limits from "./limits.ts";

/** Component types and button styles [components/reference]; the library's own would load it. */
const types = { row: 1, button: 2 } as const;
const styles = { primary: 1, secondary: 2, link: 5 } as const;

/**
 * Draws the buttons of one message. A custom_id stands once in a message, so the second of two equal buttons is left
 * out, like one whose address or payload Discord would refuse. The first with room for it carries `key`.
 */
export function buttonDrawer(key?: string): (button: Button) => APIButtonComponent | undefined {
  const used = new Set<string>();
  let waiting = key;
  return (button) => {
    const label = cut(oneLine(button.label), limits.buttonLabel) || "…";
    if ("url" in button) {
      const url = safeUrl(button.url);
      if (url === undefined || url.length > limits.buttonUrl) return undefined;
      return { type: types.button, style: styles.link, label, url };
    }
    const { payload } = button;
    if (payload === undefined || payload.length > limits.customId || used.has(payload)) return undefined;
    used.add(payload);
    let custom_id = payload;
    if (waiting !== undefined && payload.length <= keyedPayload) {
      custom_id = withKey(payload, waiting);
      waiting = undefined;
    }
    return { type: types.button, style: button.primary ? styles.primary : styles.secondary, label, custom_id };
  };
}

/** Buttons in rows of five. */
export function rows(buttons: readonly APIButtonComponent[]): APIActionRowComponent<APIButtonComponent>[] {
  const result: APIActionRowComponent<APIButtonComponent>[] = [];
  for (let at = 0; at < buttons.length; at += limits.rowButtons) {
    result.push({ type: types.row, components: buttons.slice(at, at + limits.rowButtons) });
  }
  return result;
}
