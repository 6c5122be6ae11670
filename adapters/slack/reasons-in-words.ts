/**
 * A code of errors.ts as `status` tells it to the people of a channel; the code stays beside the words, for the person who runs
 * the bot.
 */
export function inWords(code: string): string {
  return `${words.get(code) ?? otherwise(code)} (${code})`;
}

const words = new Map(
  Object.entries({
    "the channel is gone, or I am not in it": ["channel_not_found"],
    "I am not in the channel": ["not_in_channel"],
    "the channel is archived": ["is_archived"],
    "direct messages to me are switched off": ["messages_tab_disabled"],
    "Slack does not take my token": [
      ...["account_inactive", "token_revoked", "token_expired", "not_authed", "invalid_auth", "not_allowed_token_type"],
    ],
    "I lack a permission in this workspace": ["missing_scope", "no_permission"],
    "the workspace keeps me out": ["app_access_restricted", "ekm_access_denied", "two_factor_setup_required"],
    "I made a message that Slack refuses": [
      ...["invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long", "no_text", "metadata_too_large"],
    ],
    "Slack asked me to wait": ["ratelimited", "rate_limited", "rate_limited_without_time"],
    "Slack is not available": ["service_unavailable"],
    "the workspace is being moved": ["team_added_to_org", "org_login_required"],
    "the workspace has used up its messages": ["message_limit_exceeded"],
    "Slack did not answer in time": ["timeout", "request_timeout"],
    "I could not read Slack's answer": ["unreadable_answer"],
    "Slack could not be reached": [
      ...["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH", "UND_ERR_CONNECT_TIMEOUT"],
    ],
    "the connection to Slack broke": ["ECONNRESET", "UND_ERR_SOCKET"],
  }).flatMap(([said, codes]) => codes.map((code) => [code, said] as const)),
);

function otherwise(code: string): string {
  if (code.startsWith("restricted_action")) return "I may not post in the channel";
  if (code.startsWith("invalid_metadata_")) return "I made a message that Slack refuses";
  if (code.startsWith("http_5")) return "Slack had a failure";
  return "something went wrong at Slack";
}
