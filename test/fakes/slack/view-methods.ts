import { structure, words } from "./arguments.ts";
import { Refusal } from "./refusal.ts";
import type { Fields } from "./shape.ts";
import { checkedView } from "./view-shape.ts";
import type { Method } from "./method.ts";
import { APP, BOT, BOT_USER, TEAM, type View } from "./world.ts";

export const viewMethods: Readonly<Record<string, Method>> = {
  "views.open": {
    required: ["trigger_id", "view"],
    run(call, { world, grants }) {
      grants.checkTrigger(call["trigger_id"]);
      const content = checkedView(structure(call, "view", "invalid_arguments"), "modal");
      const external = content["external_id"];
      if (external !== undefined && world.views.some((view) => view.content["external_id"] === external)) {
        throw new Refusal("duplicate_external_id");
      }
      const { by, user } = grants.useTrigger(call["trigger_id"]);
      const view = world.view(user, content);
      world.sights.add({ what: "view", by, user, view });
      return { view: viewFields(view) };
    },
  },

  "views.update": {
    required: ["view"],
    optional: ["view_id", "external_id", "hash"],
    run(call, { world }) {
      const content = checkedView(structure(call, "view", "invalid_arguments"), "modal");
      const [id, external] = [words(call, "view_id"), words(call, "external_id")];
      const view = world.views.find(
        (one) => one.id === id || (external !== undefined && one.content["external_id"] === external),
      );
      if (view === undefined) throw new Refusal("not_found");
      checkHash(call, view);
      view.content = world.viewContent(content);
      view.hash = world.id("hash.");
      world.sights.add({ what: "view update", user: view.user, view });
      return { view: viewFields(view) };
    },
  },

  "views.publish": {
    required: ["user_id", "view"],
    optional: ["hash"],
    run(call, { world }) {
      const user = words(call, "user_id") ?? "";
      if (!world.users.has(user)) throw new Refusal("user_not_found");
      const content = checkedView(structure(call, "view", "invalid_arguments"), "home");
      const shown = world.views.findLast((view) => view.user === user && view.content["type"] === "home");
      if (shown !== undefined) checkHash(call, shown);
      const view = world.view(user, content);
      world.sights.add({ what: "home", user, view });
      return { view: viewFields(view) };
    },
  },
};

/** A view as answers and payloads carry it. */
export function viewFields(view: View, state: Fields = {}): Fields {
  return {
    ...{ id: view.id, team_id: TEAM, app_id: APP, bot_id: BOT, app_installed_team_id: TEAM },
    ...{ private_metadata: "", callback_id: "", external_id: "", clear_on_close: false, notify_on_close: false },
    ...view.content,
    ...{ hash: view.hash, root_view_id: view.id, previous_view_id: null, state: { values: state } },
    bot_user_id: BOT_USER,
  };
}

function checkHash(call: Fields, view: View): void {
  const hash = words(call, "hash");
  if (hash !== undefined && hash !== view.hash) throw new Refusal("hash_conflict");
}
