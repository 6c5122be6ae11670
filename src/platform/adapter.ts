import type { Config } from "#src/config.ts";
import type { OperatorError } from "#src/errors.ts";
import type { Log } from "#src/log.ts";
import type { Reply } from "#src/reply/index.ts";
import type { Time } from "#src/time.ts";
import type { Bot, Check, Platform, PlatformName } from "./port.ts";

/** What an adapter's door exports: all that the rest of the program knows of a platform. */
export interface Adapter {
  readonly name: Exclude<PlatformName, "console">;
  /** How many characters a button carries there. */
  readonly payloadLimit: number;
  /** Whether its variables are set. */
  isSetUp(config: Config): boolean;
  /** For `doctor`, where it is not set up: what to set. */
  readonly howToSetUp: string;
  /**
   * Connects and answers until it is stopped; loads the platform's library only now. Throws an OperatorError where the
   * platform refuses what is set; where it cannot be reached, it keeps trying in the background.
   */
  start(starting: Starting): Promise<Running>;
  /** For `doctor`: asks the platform without starting anything. Never throws. */
  check(config: Config): Promise<readonly Check[]>;
  /** The reply as the platform draws it. */
  render?(reply: Reply): unknown;
  readonly operatorCommands?: readonly OperatorCommand[];
}

export interface Starting {
  readonly config: Config;
  readonly bot: Bot;
  readonly log: Log;
  readonly time: Time;
}

/** A running adapter. */
export interface Running {
  readonly platform: Platform;
  /** Resolves when it is over for good: with an error where the platform ended it. */
  readonly ended?: Promise<OperatorError | void>;
  /** Takes nothing new, finishes what is in hand (`STOP_WITHIN_MS` at most), and leaves. */
  readonly stop: () => Promise<void>;
}

/** A command of the command line alone, for the person who runs the bot: `slack manifest`. */
export interface OperatorCommand {
  /** All its words. */
  readonly line: string;
  /** What it prints. Throws OperatorErrors. */
  run(config: Config): Promise<string>;
}
