import type { Paper } from "#src/corpus/index.ts";

/** A paper as one source shows it at one moment. Its id is the one that it gets where it is new and no other has it. */
export type Sighting = Omit<Paper, "number">;

/** Everything that a source shows at one moment, in its order. */
export interface Shown {
  readonly sightings: readonly Sighting[];
  /** Differs where the content differs. */
  readonly version: string;
}

/** Where papers come from: it turns its outside form into sightings, and nothing else. */
export interface Source {
  /** `listing`: what its papers carry as their source. */
  readonly name: string;
  /** For people, e.g. a file name. */
  readonly title: string;
  /** Differs where it may show something else than before. Cheap; never rejects. */
  fingerprint(): Promise<string>;
  /** Rejects with an OperatorError where it cannot be read or is damaged: all of it or nothing. */
  read(): Promise<Shown>;
}
