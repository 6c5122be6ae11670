import * as discord from "discord-api-spec/zod";
import { z } from "zod/mini";
import type { FormError } from "./refusal.ts";
import type { Route } from "./rest/routes.ts";

/**
 * What is wrong with a request's body by Discord's own description of its API. Which numbers are whole, which lists name
 * nothing twice and how long an id is, the package leaves out: the hand-written rules have that.
 */
export function openApiErrors(route: Route, body: unknown): readonly FormError[] {
  const schema = BODIES[route];
  if (!schema) throw new Error(`Discord's description of the body of ${route} is not in the list of openapi.ts`);
  const parsed = z.safeParse(schema, body);
  if (!parsed.success) return parsed.error.issues.flatMap((issue) => errorsOf(issue));
  // Zod leaves out what a schema does not name, so that a misspelt key is refused instead of passing unseen.
  return [...leftOut(body, parsed.data)].map((path) => ({ path, message: "unknown key" }));
}

/** What discord.js sends beyond the description, and Discord takes (with enforceNonce; edits with tts). */
const alsoAllowed = {
  nonce: z.optional(z.unknown()),
  enforce_nonce: z.nullish(z.boolean()),
  tts: z.nullish(z.boolean()),
};

const commands = z.nullable(z.array(discord.ApplicationCommandUpdateRequestSchema));
const webhookEdit = z.extend(discord.IncomingWebhookUpdateRequestPartialSchema, alsoAllowed);

const BODIES: Partial<Record<Route, z.ZodMiniType>> = {
  "PUT /applications/{application_id}/commands": commands,
  "PUT /applications/{application_id}/guilds/{guild_id}/commands": commands,
  "POST /users/@me/channels": discord.CreatePrivateChannelRequestSchema,
  "POST /channels/{channel_id}/messages": discord.MessageCreateRequestSchema,
  "PATCH /channels/{channel_id}/messages/{message_id}": z.extend(discord.MessageEditRequestPartialSchema, alsoAllowed),
  "POST /channels/{channel_id}/threads": z.union([
    z.extend(discord.CreateForumThreadRequestSchema, {
      message: z.extend(discord.BaseCreateMessageCreateRequestSchema, alsoAllowed),
    }),
    discord.CreateTextThreadWithoutMessageRequestSchema,
  ]),
  "POST /interactions/{interaction_id}/{interaction_token}/callback": z.discriminatedUnion("type", [
    discord.ApplicationCommandAutocompleteCallbackRequestSchema,
    z.extend(discord.CreateMessageInteractionCallbackRequestSchema, {
      data: z.nullish(z.extend(discord.IncomingWebhookInteractionRequestSchema, alsoAllowed)),
    }),
    z.extend(discord.UpdateMessageInteractionCallbackRequestSchema, {
      data: z.nullish(z.extend(discord.IncomingWebhookUpdateForInteractionCallbackRequestPartialSchema, alsoAllowed)),
    }),
    discord.ModalInteractionCallbackRequestSchema,
  ]),
  "POST /webhooks/{webhook_id}/{webhook_token}": z.union([
    z.extend(discord.IncomingWebhookRequestPartialSchema, alsoAllowed),
    webhookEdit,
  ]),
  "PATCH /webhooks/{webhook_id}/{webhook_token}/messages/@original": webhookEdit,
  "PATCH /webhooks/{webhook_id}/{webhook_token}/messages/{message_id}": webhookEdit,
};

/** An issue as errors; of a union, those of each of its arms. */
function errorsOf(issue: z.core.$ZodIssue, at: readonly PropertyKey[] = []): FormError[] {
  const path = [...at, ...issue.path];
  const inner = issue.code === "invalid_union" ? issue.errors.flat() : [];
  return inner.length > 0 ? inner.flatMap((one) => errorsOf(one, path)) : [{ path, message: issue.message }];
}

/** The paths of what is in `body` and not in `kept`. */
function* leftOut(body: unknown, kept: unknown, at: readonly string[] = []): Generator<readonly string[]> {
  if (!isRecord(body) || !isRecord(kept)) return;
  for (const [key, value] of Object.entries(body)) {
    const path = [...at, key];
    if (Object.hasOwn(kept, key)) yield* leftOut(value, kept[key], path);
    else yield path;
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
