import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as sleep } from "node:timers/promises";
import { errorCode, OperatorError } from "#src/errors.ts";
import { fileFault, isBusy, sqliteFault, type FaultCode } from "./fault.ts";

/**
 * Makes this process the one service of a DATA_DIR until the returned function is called or the process ends: the
 * lock is SQLite's exclusive one on a file of its own, which the kernel releases at death. One-shots do not take it.
 * Throws `OperatorError`: SERVICE_RUNNING, with the first's process id, where there is another.
 */
export async function lockService(dataDir: string): Promise<() => void> {
  const processIdFile = join(dataDir, "service.pid");
  const lock = takeLock(dataDir);
  if (lock === undefined) {
    throw new OperatorError(
      "SERVICE_RUNNING" satisfies FaultCode,
      `Paperboy already runs on ${dataDir} (process ${await holder(processIdFile)}): stop it, or set DATA_DIR to another folder`,
    );
  }
  try {
    writeFileSync(processIdFile, `${process.pid}\n`);
  } catch (error) {
    lock.close();
    throw fileFault(error, processIdFile);
  }
  return () => {
    rmSync(processIdFile, { force: true });
    lock.close();
  };
}

/** Undefined where another process holds it. */
function takeLock(dataDir: string): DatabaseSync | undefined {
  const file = join(dataDir, "service.lock");
  let lock: DatabaseSync | undefined;
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    lock = new DatabaseSync(file, { timeout: 0 });
    lock.exec("begin exclusive");
    return lock;
  } catch (error) {
    lock?.close();
    if (isBusy(error)) return undefined;
    throw sqliteFault(fileFault(error, dataDir), file);
  }
}

/** A service that has just started writes its id in a moment; until then the file is missing or names a dead one. */
async function holder(processIdFile: string): Promise<string> {
  let processId = "";
  for (let tries = 0; tries < 20 && !isAlive(processId); tries++) {
    if (tries > 0) await sleep(50);
    processId = readProcessId(processIdFile);
  }
  return processId === "" ? "unknown" : processId;
}

function readProcessId(file: string): string {
  try {
    return readFileSync(file, "utf8").trim();
  } catch (error) {
    if (errorCode(error) === "ENOENT") return "";
    throw fileFault(error, file);
  }
}

function isAlive(processId: string): boolean {
  if (processId === "") return false;
  try {
    return process.kill(Number(processId), 0);
  } catch (error) {
    // EPERM: another user's, and alive.
    return errorCode(error) === "EPERM";
  }
}
