// Loaded before a process's own code (`node --import`): its clock stands CLOCK_OFF_MS ahead, or behind where that is
// negative. What measures spans (`performance.now`, timers) goes on as it is, as with a machine whose clock is set wrong.
const offMs = Number(process.env["CLOCK_OFF_MS"]);
const RealDate = Date;
const now = () => RealDate.now() + offMs;

globalThis.Date = new Proxy(RealDate, {
  construct: (target, given: unknown[], newTarget) =>
    Reflect.construct(target, given.length === 0 ? [now()] : given, newTarget) as object,
  apply: () => new RealDate(now()).toString(),
  get: (target, name) => (name === "now" ? now : (Reflect.get(target, name) as unknown)),
});
