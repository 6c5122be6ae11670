import type { TestProject } from "vitest/node";
import { startPostgres } from "./fakes/postgres.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** The address of the run's PostgreSQL: a server for each file took a second each. */
    postgres: string;
  }
}

/** Starts PostgreSQL before the tests and stops it after them; they make databases of their own on it. */
export default async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const server = await startPostgres();
  provide("postgres", server.url);
  return () => server.stop();
}
