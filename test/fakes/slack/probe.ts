import { WebSocket } from "ws";
import { startSlack, type Channel, type FakeSlack, type Fields, type User } from "./index.ts";
import { isFields } from "./shape.ts";

/** What the sender of a probe got. `code` is Slack's error or warning, or "ok". */
export interface Answer {
  readonly code: string;
  readonly status?: number;
  readonly body: Fields;
  readonly headers?: Headers;
}

/** A fake with one person and one channel of the bot, and a plain client for it. */
export interface Setting {
  readonly slack: FakeSlack;
  readonly user: User;
  readonly channel: Channel;
  readonly call: (method: string, body?: Fields, token?: string) => Promise<Answer>;
  /** Posts to the channel of the setting. */
  readonly post: (body: Fields) => Promise<Answer>;
}

/** A request that a row of the table must refuse, and its neighbour that must pass. */
export interface Probe {
  readonly refused: (setting: Setting) => Promise<Answer>;
  readonly within?: (setting: Setting) => Promise<Answer>;
}

/** A setting that is taken down at the end of the scope. Its clock moves by `advance` only. */
export async function setting(): Promise<Setting & AsyncDisposable> {
  const startedAt = Date.now();
  const slack = await startSlack({ now: () => startedAt });
  const channel = slack.addChannel();
  const call: Setting["call"] = (method, body = {}, token = slack.botToken) =>
    send(`${slack.apiUrl}${method}`, body, token === "" ? {} : { Authorization: `Bearer ${token}` });
  return {
    ...{ slack, channel, user: slack.addUser(), call },
    post: (body) => call("chat.postMessage", { channel: channel.id, ...body }),
    [Symbol.asyncDispose]: () => slack.stop(),
  };
}

export async function send(url: unknown, body: Fields, headers: Record<string, string> = {}): Promise<Answer> {
  const json = { "Content-Type": "application/json; charset=utf-8" };
  return read(
    await fetch(String(url), { method: "POST", headers: { ...json, ...headers }, body: JSON.stringify(body) }),
  );
}

export async function read(response: Response): Promise<Answer> {
  const body: unknown = await response.json();
  if (!isFields(body)) throw new Error("not an object");
  const code = body["error"] ?? body["warning"] ?? "ok";
  return { code: typeof code === "string" ? code : "?", status: response.status, body, headers: response.headers };
}

/** A socket that says nothing by itself. `frame` is the next one it gets. */
export async function connect({ slack, call }: Setting): Promise<{
  readonly socket: WebSocket;
  frame(): Promise<Fields>;
  ack(frame: Fields, payload?: Fields): void;
}> {
  const { body } = await call("apps.connections.open", {}, slack.appToken);
  const socket = new WebSocket(String(body["url"]));
  const frames: Fields[] = [];
  const waiting: ((frame: Fields) => void)[] = [];
  socket.on("message", (data: Buffer) => {
    const said: unknown = JSON.parse(data.toString("utf8"));
    if (!isFields(said)) throw new Error("not an object");
    const wanted = waiting.shift();
    if (wanted === undefined) frames.push(said);
    else wanted(said);
  });
  await new Promise((resolve, reject) => socket.once("open", resolve).once("error", reject));
  return {
    socket,
    frame: async () => frames.shift() ?? new Promise((resolve) => waiting.push(resolve)),
    ack: (frame, payload) => socket.send(JSON.stringify({ envelope_id: frame["envelope_id"], payload })),
  };
}
