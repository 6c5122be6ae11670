import type { Route } from "./rest/routes.ts";
import type { RefusalCode } from "./refusal.ts";

/** Before the server has acted on a request, or after: then only the answer is lost. */
export type When = "before" | "after";

/** A way to fail. */
export type Fault =
  /** A refusal with one of Discord's codes, nothing done. 0: the token is wrong. */
  | { readonly kind: "refusal"; readonly code: RefusalCode | 0 }
  /** A status with a page instead of JSON, e.g. 502 from the edge. */
  | { readonly kind: "status"; readonly status: number; readonly when?: When }
  /** 429; without `retryAfterMs` the header is missing. Nothing done. */
  | { readonly kind: "rate limit"; readonly retryAfterMs?: number; readonly scope?: "user" | "shared" | "global" }
  /** The connection is cut. */
  | { readonly kind: "reset"; readonly when: When }
  /** No answer, ever. */
  | { readonly kind: "hang"; readonly when: When }
  /** Done, and answered with half a JSON text. */
  | { readonly kind: "bad json" }
  /** Done and answered, `ms` later. */
  | { readonly kind: "slow"; readonly ms: number };

/** A request as it came, and what became of it. */
export interface Call {
  readonly method: string;
  readonly path: string;
  readonly route: Route | undefined;
  readonly query: string;
  readonly body: unknown;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly atMs: number;
  /** Of the answer; undefined while there is none. */
  status?: number;
  /** Discord's code of a refusal. */
  code?: number;
}

/** The faults to come: each is played for the next `times` requests of its route. */
export class Faults {
  readonly #planned: { route: Route; fault: Fault; left: number; only: (call: Call) => boolean }[] = [];

  fail(route: Route, fault: Fault, times = 1, only: (call: Call) => boolean = () => true): void {
    this.#planned.push({ route, fault, left: times, only });
  }

  /** Takes back what is left. */
  heal(): void {
    this.#planned.length = 0;
  }

  take(call: Call): Fault | undefined {
    const plan = this.#planned.find(({ route, left, only }) => route === call.route && left > 0 && only(call));
    if (plan) plan.left -= 1;
    return plan?.fault;
  }
}
