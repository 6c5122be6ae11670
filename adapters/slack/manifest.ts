import type { webApi } from "@slack/bolt";
import { commands, usage, type Command } from "#src/commands/index.ts";
import { BOT_SCOPES, EVENTS } from "./scopes.ts";

const SLASH_COMMAND = "/papers";

/** Slack's own type of a manifest: it names every key, scope and event that Slack knows. */
type Manifest = webApi.AppsManifestCreateArguments["manifest"];

/** Characters of a slash command's hint. */
const HINT_AT_MOST = 1000;

/** What `paperboy slack manifest` prints: JSON to paste. */
export function printManifest(): string {
  return JSON.stringify(manifest(commands), null, 2);
}

/** The app as Slack makes it from one paste: exactly the scopes and events that are used, over Socket Mode. */
export function manifest(commands: readonly Command[]): Manifest {
  const hint = `what you look for, or: ${commands.map(usage).join(" | ")}`;
  return {
    display_information: {
      name: "Paperboy",
      description: "Brings research papers to your channels",
      background_color: "#1f3a5f",
    },
    features: {
      app_home: { home_tab_enabled: false, messages_tab_enabled: true, messages_tab_read_only_enabled: false },
      bot_user: { display_name: "Paperboy", always_online: true },
      slash_commands: [
        {
          command: SLASH_COMMAND,
          description: "Search research papers, or give a command",
          usage_hint: hint.length <= HINT_AT_MOST ? hint : "what you look for, or: help",
          should_escape: false,
        },
      ],
    },
    oauth_config: { scopes: { bot: BOT_SCOPES } },
    settings: {
      event_subscriptions: { bot_events: (Object.keys(EVENTS) as (keyof typeof EVENTS)[]).sort() },
      interactivity: { is_enabled: true },
      org_deploy_enabled: false,
      socket_mode_enabled: true,
      token_rotation_enabled: false,
    },
  };
}
