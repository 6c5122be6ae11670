import type { Fields } from "./shape.ts";
import type { Workspace } from "./workspace.ts";

/** What a Web API method takes and does. Methods whose scope depends on the channel ask for it in `run`. */
export interface Method {
  readonly token?: "app";
  readonly scope?: string;
  readonly required: readonly string[];
  readonly optional?: readonly string[];
  run(call: Fields, workspace: Workspace): Fields;
}
