import type { ServerResponse } from "node:http";

/** Before the server acted on the call, or after: only the first leaves nothing behind. */
export type Acting = "before" | "after";

export type Fault =
  /** ok: false with this code, e.g. Slack's fatal_error, which may come after it acted. */
  | { readonly kind: "error"; readonly code: string; readonly acting?: Acting }
  | { readonly kind: "status"; readonly status: number; readonly acting?: Acting }
  | { readonly kind: "rate limited"; readonly retryAfterSeconds?: number }
  | { readonly kind: "reset"; readonly acting: Acting }
  /** No answer until the caller hangs up or `release()`; then the call goes on as if nothing had been. */
  | { readonly kind: "hang"; readonly acting: Acting }
  | { readonly kind: "bad json"; readonly acting?: Acting }
  | { readonly kind: "slow"; readonly ms: number };

/** What goes wrong, method by method; "*" is every method, "response_url" the answers by response URL. */
export class Faults {
  readonly #planned: { readonly method: string; readonly fault: Fault; times: number }[] = [];
  readonly #held = new Set<() => void>();

  plan(method: string, fault: Fault, times: number): void {
    this.#planned.push({ method, fault, times });
  }

  /** Takes back what is planned and has not happened. */
  clear(): void {
    this.#planned.length = 0;
  }

  take(method: string): Fault | undefined {
    const plan = this.#planned.find((one) => one.times > 0 && [method, "*"].includes(one.method));
    if (plan === undefined) return undefined;
    plan.times -= 1;
    return plan.fault;
  }

  /** Lets every hanging call go on. */
  release(): void {
    for (const go of this.#held) go();
    this.#held.clear();
  }

  /** Plays a fault where this is its stage; true: the call ends here. */
  async play(fault: Fault | undefined, stage: Acting, response: ServerResponse): Promise<boolean> {
    if (fault === undefined || stage !== actingOf(fault)) return false;
    switch (fault.kind) {
      case "error":
        send(response, 200, JSON.stringify({ ok: false, error: fault.code }));
        return true;
      case "status":
        send(response, fault.status, "<html>upstream error</html>");
        return true;
      case "rate limited":
        if (fault.retryAfterSeconds !== undefined) response.setHeader("Retry-After", fault.retryAfterSeconds);
        send(response, 429, JSON.stringify({ ok: false, error: "ratelimited" }));
        return true;
      case "reset":
        response.socket?.resetAndDestroy();
        return true;
      case "hang":
        return (await this.#hold(response)) === "gone";
      case "bad json":
        send(response, 200, '{"ok":tr');
        return true;
      case "slow":
        await new Promise((resolve) => setTimeout(resolve, fault.ms));
        return false;
    }
  }

  #hold(response: ServerResponse): Promise<"released" | "gone"> {
    return new Promise((resolve) => {
      this.#held.add(() => resolve("released"));
      response.once("close", () => resolve("gone"));
    });
  }
}

const actingOf = (fault: Fault): Acting => ("acting" in fault && fault.acting !== undefined ? fault.acting : "before");

function send(response: ServerResponse, status: number, body: string): void {
  response.statusCode = status;
  response.setHeader("Content-Type", body.startsWith("{") ? "application/json; charset=utf-8" : "text/html");
  response.end(body);
}
