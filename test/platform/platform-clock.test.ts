import { expect, it } from "vitest";
import { platformClock } from "#src/platform/index.ts";

const noon = Date.parse("2026-11-24T12:00:00Z");

it("looks 15 minutes back while the platform's clock is not known", () => {
  expect(platformClock({ now: () => noon }).lookBackFrom(new Date(noon))).toBe(noon - 15 * 60_000);
});

it("looks a minute back by the platform's clock once an answer told it", () => {
  const clock = platformClock({ now: () => noon });
  clock.heard("Tue, 24 Nov 2026 14:00:00 GMT");
  expect(clock.lookBackFrom(new Date(noon))).toBe(noon + 2 * 3_600_000 - 60_000);
  clock.heard("not a date");
  clock.heard(null);
  expect(clock.lookBackFrom(new Date(noon))).toBe(noon + 2 * 3_600_000 - 60_000);
});

it("never looks back before there was time", () => {
  expect(platformClock({ now: () => noon }).lookBackFrom(new Date(60_000))).toBe(0);
});
