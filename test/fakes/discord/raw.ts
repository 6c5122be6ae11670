import type { FakeDiscord } from "./discord.ts";

export interface RawAnswer {
  readonly status: number;
  readonly code: unknown;
  readonly body: unknown;
  readonly headers: Headers;
}

/** A request without any library, for the fake's own tests. `path` begins behind the version. */
export async function raw(
  discord: FakeDiscord,
  route: string,
  body?: unknown,
  { token = discord.token, userAgent = "DiscordBot (https://example.org, 1)" } = {},
): Promise<RawAnswer> {
  const [method = "", path = ""] = route.split(" ");
  const response = await fetch(`${discord.apiUrl}/v10${path}`, {
    method,
    headers: { authorization: `Bot ${token}`, "user-agent": userAgent, "content-type": "application/json" },
    ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  const parsed: unknown = text === "" ? undefined : JSON.parse(text);
  const code = typeof parsed === "object" && parsed !== null && "code" in parsed ? parsed.code : undefined;
  return { status: response.status, code, body: parsed, headers: response.headers };
}

/** The id of what an answer holds. */
export function idOf({ body }: RawAnswer): string {
  if (typeof body === "object" && body !== null && "id" in body && typeof body.id === "string") return body.id;
  throw new Error(`the answer has no id: ${JSON.stringify(body)}`);
}
