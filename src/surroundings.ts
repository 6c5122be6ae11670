import type { Readable, Writable } from "node:stream";

/** The process, or what stands for it in a test. */
export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Where `.env`, DATA_DIR and a relative CORPUS are looked for. */
  readonly cwd: string;
  readonly input: Readable & { readonly isTTY?: boolean };
  readonly output: Output;
  readonly error: Output;
  /** Resolves when the process is told to stop. */
  readonly stopped: Promise<void>;
  /** Called when a service begins to stop, however that came. */
  readonly stopping?: () => void;
}

export type Output = Writable & { readonly isTTY?: boolean; readonly columns?: number; hasColors?(): boolean };
