import { blockRefusals } from "./block-refusals.ts";
import { rows } from "./refusal-row.ts";

const METHODS = "[DOC] slack-ruby/slack-api-ref methods/*/*.json (Slack's own error lists)";
const POSTING = "[DOC] slack-api-ref methods/chat/chat.postMessage.json";
const SCOPES = "[DOC] slack_web_openapi_v2.json";
const EVENTS = "[DOC] slack-api-ref events/*.json";
const ACK = "[DOC] docs.slack.dev/tools/bolt-python/concepts/acknowledge";
const FAKE = "the fake's own: what Slack ignores, nobody should send";

/** THE TABLE OF REFUSALS: every limit, code and rule of Slack's that the fake enforces. Each has a test of its own. */
export const refusals = [
  ...rows(POSTING, "not_authed", { "token missing": "a call carries a token" }),
  ...rows(POSTING, "invalid_auth", { "token wrong": "the token is one that Slack gave out" }),
  ...rows(POSTING, "token_revoked", { "token revoked": "a revoked token opens nothing" }),
  ...rows(POSTING, "account_inactive", { "app removed": "a removed app's token opens nothing" }),
  ...rows(METHODS, "not_allowed_token_type", {
    "app token posts": "the app-level token posts nothing",
    "bot token connects": "apps.connections.open takes the app-level token only",
  }),
  ...rows("[NOT VERIFIED] a method that the fake does not play", "unknown_method", {
    "unknown method": "the method exists",
  }),
  ...rows(
    "[DOC] docs.slack.dev/reference/methods/chat.scheduleMessage: with metadata it never posts",
    "unknown_method",
    {
      "scheduled message": "Slack's own scheduling is not used",
    },
  ),
  ...rows(METHODS, "invalid_arguments", { "argument missing": "every required argument is there" }),
  ...rows(FAKE, "invalid_arguments", { "argument unknown": "no argument is unknown to the method" }),
  ...rows(METHODS, "invalid_post_type", { "body type": "a body is a form or JSON" }),
  ...rows("[NOT VERIFIED] Slack's code for it", "invalid_json", { "body not JSON": "a JSON body parses" }),

  ...rows("[3rd] emulate README: chat.* needs chat:write", "missing_scope", {
    "scope chat:write": "posting needs chat:write",
  }),
  ...rows(SCOPES, "missing_scope", {
    "scope users:read": "users.info needs users:read",
    "scope channels:read": "conversations.info of a channel needs channels:read",
    "scope groups:read": "conversations.info of a private channel needs groups:read",
    "scope im:read": "conversations.info of a direct conversation needs im:read",
    "scope of each type": "users.conversations needs the read scope of each type it asks for",
    "scope channels:history": "the history of a channel needs channels:history",
    "scope groups:history": "the history of a private channel needs groups:history",
    "scope im:history": "the history of a direct conversation needs im:history",
  }),
  ...rows("[DOC] bolt OAuth doc example", "not told", { "scope commands": "slash commands need the scope commands" }),
  ...rows(EVENTS, "not told", {
    "scope app_mentions:read": "app_mention needs app_mentions:read",
    "scope links:read": "link_shared needs links:read",
    "scope for direct messages": "message.im needs im:history",
  }),
  ...rows("[NOT VERIFIED] Slack offers to invite the bot instead", "not told", {
    "mention outside": "a mention in a channel without the bot is not told",
  }),

  ...rows(POSTING, "channel_not_found", {
    "channel unknown": "the channel exists",
    "channel private": "a private channel exists for its members only",
  }),
  ...rows(POSTING, "not_in_channel", {
    "post outside": "the bot posts only where it is a member",
  }),
  ...rows("[NOT VERIFIED] Slack's code for it", "not_in_channel", {
    "history outside": "the bot reads only where it is a member",
  }),
  ...rows(POSTING, "is_archived", { "channel archived": "nobody posts in an archived channel" }),
  ...rows("[NOT VERIFIED] Slack's code for it", "thread_not_found", {
    "thread unknown": "a thread_ts is that of a message in the channel",
  }),
  ...rows(METHODS, "thread_not_found", { "replies of nothing": "conversations.replies needs a message" }),
  ...rows(METHODS, "user_not_found", { "user unknown": "users.info knows the user" }),
  ...rows(METHODS, "user_not_in_channel", { "ephemeral to nobody": "chat.postEphemeral goes to a user there is" }),
  ...rows(METHODS, "message_not_found", {
    "update of nothing": "chat.update needs a message",
    "permalink of nothing": "chat.getPermalink needs a message",
  }),
  ...rows("[NOT VERIFIED] Slack's code for it", "message_not_found", {
    "update of ephemeral": "chat.update does not see what one person alone sees",
    "delete of ephemeral": "chat.delete does not see what one person alone sees",
  }),
  ...rows(METHODS, "cant_update_message", { "update of another's": "chat.update edits the bot's own messages only" }),
  ...rows(METHODS, "cant_delete_message", { "delete of another's": "chat.delete deletes the bot's own messages only" }),
  ...rows(METHODS, "invalid_cursor", { "cursor wrong": "a cursor is one that Slack gave out" }),
  ...rows(METHODS, "invalid_ts_oldest", { "oldest wrong": "oldest is a time in seconds" }),
  ...rows(METHODS, "invalid_ts_latest", { "latest wrong": "latest is a time in seconds" }),
  ...rows(METHODS, "invalid_limit", { "limit wrong": "limit is from 1 to 999" }),
  ...rows(METHODS, "invalid_types", { "types wrong": "types are those of conversations" }),

  ...rows(POSTING, "no_text", {
    "no text": "a message has text or blocks",
    "no text in update": "an edited message has text or blocks",
  }),
  ...rows("[DOC] api.slack.com/changelog/2018-04-truncating-really-long-messages", "message_truncated", {
    "text too long": "text over 40,000 characters is cut, with a warning",
  }),
  ...rows(METHODS, "invalid_blocks_format", { "blocks not a list": "blocks are a JSON list" }),
  ...rows(METHODS, "invalid_metadata_format", {
    "metadata not JSON": "metadata is a JSON object",
    "metadata without payload": "metadata has event_type and event_payload",
  }),
  ...rows("[SRC] @slack/types dist/message-metadata.d.ts", "invalid_metadata_schema", {
    "metadata deep": "a payload holds scalars, flat objects and lists of flat objects",
    "metadata list of scalars": "a payload's list holds objects",
    "metadata extra": "metadata has no other fields",
    "metadata event_type": "event_type is alphanumeric",
  }),
  ...rows("[NOT VERIFIED] the code is Slack's, the 16,000 bytes are the fake's", "metadata_too_large", {
    "metadata size": "metadata has at most 16,000 bytes",
  }),
  ...rows("[3rd] Automattic/matrix-appservice-slack#8", "no metadata", {
    "metadata unasked": "history gives metadata only with include_all_metadata=true",
  }),

  ...rows("[DOC] docs.slack.dev/apis/web-api/rate-limits", "ratelimited", {
    "posts per second": "one message a second in a channel (mode postsPerSecond), with Retry-After",
  }),
  ...rows("[DOC] rate-limits: reduced for new apps; [3rd] 1 a minute, 15 messages", "ratelimited", {
    "history per minute": "one history request a minute (mode historyPerMinute), with Retry-After",
  }),
  ...rows("[DOC] rate-limits: reduced for new apps; [3rd] 1 a minute, 15 messages", "has_more", {
    "history of 15": "a history request gives at most 15 messages (mode historyPerMinute)",
  }),

  ...rows("[3rd] emulate README; [DOC] code in slack-api-ref views.open.json", "expired_trigger_id", {
    "trigger late": "a trigger opens a view within 3 s",
  }),
  ...rows("[DOC] slack-api-ref views.open.json", "exchanged_trigger_id", {
    "trigger twice": "a trigger opens one view",
  }),
  ...rows("[DOC] slack-api-ref views.open.json", "invalid_trigger_id", {
    "trigger unknown": "a trigger is Slack's own",
  }),
  ...rows("[DOC] slack-api-ref views.open.json", "view_too_large", { "view size": "a view has at most 250,000 bytes" }),
  ...rows("[DOC] slack-api-ref views.open.json", "duplicate_external_id", {
    "view external_id twice": "an external_id names one view",
  }),
  ...rows(METHODS, "hash_conflict", { "view hash old": "views.update with a hash changes only what was seen" }),
  ...rows(METHODS, "not_found", { "view unknown": "views.update needs a view" }),

  ...rows("[3rd] spatie.be laravel-slack-slash-command docs", "used_url", {
    "response_url six times": "a response URL works 5 times",
  }),
  ...rows("[3rd] spatie.be laravel-slack-slash-command docs", "expired_url", {
    "response_url late": "a response URL works for 30 minutes",
  }),
  ...rows("[NOT VERIFIED] Slack's code for it", "no_service", {
    "response_url unknown": "a response URL is Slack's own",
  }),
  ...rows("[SRC] bolt dist/types/utilities.d.ts", "invalid_response_type", {
    "response_type wrong": "response_type is ephemeral or in_channel",
  }),
  ...rows(FAKE, "invalid_arguments", { "response argument unknown": "a response has no unknown argument" }),
  ...rows(POSTING, "no_text", { "response empty": "a response has text or blocks" }),
  ...rows(METHODS, "invalid_blocks", { "response blocks": "a response's blocks obey Block Kit" }),

  ...rows(ACK, "timeout", {
    "command unacknowledged": "a command is acknowledged within 3 s",
    "button unacknowledged": "a press is acknowledged within 3 s",
  }),
  ...rows(ACK, "late", { "acknowledged late": "an acknowledgement after 3 s says nothing to anyone" }),
  ...rows("[RUN] bolt does not drop the second: fact 10", "came twice", {
    "event again": "an event that was not acknowledged comes again, in a new envelope with its old event_id",
  }),
  ...rows("[3rd-ish] slackapi/node-slack-sdk#1654, bolt-python#448", "too_many_websockets", {
    "eleventh socket": "an app has at most 10 sockets",
  }),
  ...rows("[3rd-ish] slackapi/node-slack-sdk#1654, bolt-python#448", "one socket", {
    "event to one": "an event goes to one of the sockets",
  }),
  ...rows("[NOT VERIFIED] taken from how the address looks", "401", {
    "socket ticket twice": "an address of apps.connections.open opens one socket",
  }),
  ...blockRefusals,
];

export type RefusalId = (typeof refusals)[number]["id"];
