import { Refusal } from "./refusal.ts";
import type { Method } from "./method.ts";
import { BOT, BOT_USER } from "./world.ts";

export const teamMethods: Readonly<Record<string, Method>> = {
  "auth.test": {
    required: [],
    run: (_call, { teamId }) => ({
      url: "https://fake.slack.test/",
      team: "Fake team",
      user: "paperboy",
      team_id: teamId,
      user_id: BOT_USER,
      bot_id: BOT,
      is_enterprise_install: false,
    }),
  },

  "apps.connections.open": {
    token: "app",
    required: [],
    run: (_call, { openSocket }) => ({ url: openSocket() }),
  },

  "users.info": {
    scope: "users:read",
    required: ["user"],
    optional: ["include_locale"],
    run(call, { world, teamId }) {
      const user = world.users.get(String(call["user"]));
      if (user === undefined) throw new Refusal("user_not_found");
      const { id, name, team, tz, isAdmin, isOwner } = user;
      return {
        user: {
          ...{ id, team_id: team ?? teamId, name, real_name: name, deleted: false, is_bot: false },
          ...{ is_admin: isAdmin, is_owner: isOwner, profile: { display_name: name, real_name: name } },
          ...(tz === undefined ? {} : { tz, tz_label: tz, tz_offset: 0 }),
        },
      };
    },
  },
};
