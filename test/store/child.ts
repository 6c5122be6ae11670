// A process of its own for the tests of the store. It says `ready`, does its task when told to go, and reports the end.
import { OperatorError } from "#src/errors.ts";
import { claimEvent, lockService, openStore, type Store, type StoreOptions } from "#src/store/index.ts";
import { systemTime } from "#src/time.ts";

export interface Order {
  readonly task: "open" | "claim" | "count" | "lock" | "fill";
  readonly place: Pick<StoreOptions, "dataDir" | "databaseUrl">;
  /** As a user with few rights, where the tests run as root, whom no file mode stops. */
  readonly humble?: true;
}

/** What the task brought: what it counted, or the error that an operator would read. */
export type Report =
  { readonly done: number } | { readonly code: string; readonly message: string; readonly done: number };

const log = { warn: () => undefined };
let done = 0;

const tasks: Record<Order["task"], (place: Order["place"]) => Promise<void>> = {
  open: (place) => using(place, async () => undefined),

  // The same hundred events in every process; `done` counts those that were won.
  claim: (place) =>
    using(place, async ({ db }) => {
      for (let number = 0; number < 100; number++) {
        const claim = `${process.pid}-${number}`;
        if (await claimEvent(db, { platform: "slack", id: `Ev${number}`, claim, now: Date.now() })) done++;
      }
    }),

  // Reads and writes one row in each of a hundred transactions; `done` counts those that were committed.
  count: (place) =>
    using(place, async ({ db, dialect }) => {
      for (; done < 100; done++) {
        await db.transaction().execute(async (transaction) => {
          const row = transaction.selectFrom("document").select("value");
          const { value } = await (dialect === "postgres" ? row.forUpdate() : row).executeTakeFirstOrThrow();
          await transaction
            .updateTable("document")
            .set({ value: String(Number(value) + 1) })
            .execute();
        });
      }
    }),

  // Holds the lock until it is killed.
  lock: async ({ dataDir }) => {
    await lockService(dataDir);
  },

  // Saves documents of 10 kB until there is no more room; `done` counts those that were saved.
  fill: (place) =>
    using(place, async (store) => {
      for (; done < 1_000; done++) await store.keyv("fill").set(`document ${done}`, "x".repeat(10_000));
    }),
};

async function using(place: Order["place"], run: (store: Store) => Promise<void>): Promise<void> {
  const store = await openStore({ ...place, log, time: systemTime });
  try {
    await run(store);
  } finally {
    await store.close();
  }
}

async function humbled({ humble }: Order): Promise<void> {
  if (humble === undefined || process.getuid?.() !== 0) return;
  // What is loaded late must be loaded now: the humble user may not be let into the project's folder.
  await Promise.all([import("#src/store/store.ts"), import("#src/store/sqlite.ts")]);
  process.setgid?.(65534);
  process.setuid?.(65534);
}

process.on("message", (order: Order) => {
  humbled(order)
    .then(() => tasks[order.task](order.place))
    .then(() => report({ done }))
    .catch((error: unknown) => {
      if (error instanceof OperatorError) report({ code: error.code, message: error.message, done });
      else throw error;
    });
});
process.send?.("ready");

function report(report: Report): void {
  process.send?.(report);
}
