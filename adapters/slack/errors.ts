import { z } from "zod";
import { errorCode } from "#src/errors.ts";
import { NOT_CONNECTED, type Posted } from "#src/platform/index.ts";
import { inWords } from "./reasons-in-words.ts";

/** Slack answered 429 without saying for how long. */
export class RateLimitedWithoutTime extends Error {
  readonly code = "rate_limited_without_time";
}

/** By code (docs.slack.dev/reference/methods/chat.postMessage): what is not listed here is never permanent. */
export const codesByState = {
  "channel gone": [
    "channel_not_found",
    "not_in_channel",
    "is_archived",
    "restricted_action",
    "restricted_action_read_only_channel",
    "restricted_action_thread_only_channel",
    "restricted_action_non_threadable_channel",
    "restricted_action_thread_locked",
    "messages_tab_disabled",
  ],
  "workspace gone": [
    "account_inactive",
    "token_revoked",
    "token_expired",
    "not_authed",
    "invalid_auth",
    "missing_scope",
    "no_permission",
    "app_access_restricted",
    "ekm_access_denied",
    "two_factor_setup_required",
    "not_allowed_token_type",
  ],
  "our bug": ["invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long", "no_text", "metadata_too_large"],
  "not posted, retry": [
    "ratelimited",
    "rate_limited",
    "service_unavailable",
    "team_added_to_org",
    "org_login_required",
    "message_limit_exceeded",
  ],
} as const satisfies { readonly [State in Posted["state"]]?: readonly string[] };

/** Codes after which a token never works again until the operator acts. */
const refusedTokens = new Set([
  "not_authed",
  "invalid_auth",
  "account_inactive",
  "token_revoked",
  "token_expired",
  "not_allowed_token_type",
  "user_removed_from_team",
  "team_disabled",
]);

const platformError = z.object({
  code: z.literal("slack_webapi_platform_error"),
  data: z.object({ error: z.string() }),
});
const httpError = z.object({ code: z.literal("slack_webapi_http_error"), statusCode: z.number() });
const rateLimitedError = z.object({ code: z.literal("slack_webapi_rate_limited_error"), retryAfter: z.number() });

/** What is known of a post whose call failed (see `Posted`). */
export function postedAfter(error: unknown): Posted {
  const limited = rateLimitedError.safeParse(error);
  if (limited.success) {
    const afterMs = limited.data.retryAfter * 1000;
    return { state: "not posted, retry", afterMs, scope: "workspace", reason: inWords("ratelimited") };
  }
  const code = reasonOf(error);
  const reason = inWords(code);
  if (causes(error).some((cause) => cause instanceof RateLimitedWithoutTime)) {
    return { state: "not posted, retry", scope: "workspace", reason };
  }
  if (slackCode(error) !== undefined) return postedByCode(code);
  return NOT_CONNECTED.has(code) ? { state: "not posted, retry", reason } : { state: "perhaps posted", reason };
}

function postedByCode(code: string): Posted {
  const reason = inWords(code);
  if (code.startsWith("invalid_metadata_")) return { state: "our bug", reason };
  const known = (Object.keys(codesByState) as (keyof typeof codesByState)[]).find((state) =>
    codesByState[state].some((listed) => listed === code),
  );
  if (known !== "not posted, retry") return { state: known ?? "perhaps posted", reason };
  return { state: known, reason, ...(/^rate_?limited$/.test(code) ? { scope: "workspace" } : {}) };
}

/** The code that Slack refused a call with; undefined where it did not answer with one. */
export function slackCode(error: unknown): string | undefined {
  const parsed = platformError.safeParse(error);
  return parsed.success && /^\w{1,60}$/.test(parsed.data.data.error) ? parsed.data.data.error : undefined;
}

/** Will this token be refused for good? */
export function isRefusedToken(error: unknown): boolean {
  return refusedTokens.has(slackCode(error) ?? "");
}

/** What went wrong in one word for a log: codes only, nothing that people wrote. */
export function reasonOf(error: unknown): string {
  const code = slackCode(error);
  if (code !== undefined) return code;
  if (platformError.safeParse(error).success) return "unreadable_answer";
  const http = httpError.safeParse(error);
  if (http.success) return `http_${http.data.statusCode}`;
  const inside = causes(error);
  if (inside.some((cause) => cause instanceof Error && cause.name === "TimeoutError")) return "timeout";
  const codes = inside.map(errorCode).filter((known) => known !== undefined);
  return codes.at(-1) ?? (error instanceof Error ? error.name : "unknown_error");
}

/** The error and all that caused it, the innermost last. */
function causes(error: unknown): unknown[] {
  const found: unknown[] = [];
  for (let at: unknown = error; at instanceof Error && !found.includes(at); at = at.cause) found.push(at);
  return found.length === 0 ? [error] : found;
}
