export type {
  Actor,
  Bot,
  ChannelRef,
  Check,
  Choice,
  Field,
  Form,
  Input,
  Notice,
  Platform,
  PlatformName,
  Posted,
  PostedRef,
  Request,
  Widget,
  WorkspaceRef,
} from "./port.ts";
export type { Adapter, OperatorCommand, Running, Starting } from "./adapter.ts";
export { collapse, cut, oneLine, visible, whole } from "./words.ts";
export { retry } from "./retry.ts";
export { platformClock, type PlatformClock } from "./platform-clock.ts";
export { retryAfterMs } from "./retry-after.ts";
export { NOT_CONNECTED } from "./not-connected.ts";
export { REQUEST_TIMEOUT_MS, STOP_WITHIN_MS } from "./timeouts.ts";
