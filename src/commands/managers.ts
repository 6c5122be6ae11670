import { code, text, type Block, type Reply } from "#src/reply/index.ts";
import { required } from "./argument.ts";
import { choice } from "./arguments/index.ts";
import { changeChannel } from "./change-channel.ts";
import { command } from "./command.ts";

export const managers = command({
  name: "managers",
  summary: "Whether only managers change what I do in this channel",
  examples: ["managers on", "managers off"],
  changesSettings: true,
  args: { only: required(choice(["on", "off"]), "On: only managers; off: everyone") },
  run: async (context): Promise<Reply> => {
    const { args, request } = context;
    const digest = await context.digest();
    await changeChannel(context, (trx, channel, changing) =>
      digest.changeSettings(trx, channel, { managers: args.only === "on" }, changing),
    );
    const title = args.only === "on" ? "Only managers change things here" : "Everyone changes things here";
    const blocks: Block[] = [
      { kind: "heading", text: title },
      {
        kind: "text",
        text:
          args.only === "on"
            ? text("Topics, the daily post and this setting. Everyone can still search and look: ", code("status"))
            : text("Topics and the daily post. To leave it to managers: ", code("managers on")),
      },
    ];
    if (args.only === "on" && !(await request.actor.isManager())) {
      blocks.push({ kind: "notice", tone: "info", text: ["You are none of them, so you cannot change it back."] });
    }
    return { blocks, outcome: "answered", summary: title };
  },
});
