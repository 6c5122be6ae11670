import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { lockService } from "#src/store/index.ts";
import { useChildren } from "./children.ts";
import { useDatabases } from "./databases.ts";

describe("the service's lock on a DATA_DIR", () => {
  const databases = useDatabases("sqlite");
  const startChild = useChildren();

  it("refuses a second service in one line that names the first's process id", async () => {
    const place = await databases.place();
    const [first, second] = [await startChild({ task: "lock", place }), await startChild({ task: "lock", place })];
    expect(await first.go()).toEqual({ done: 0 });
    expect(await second.go()).toMatchObject({
      code: "SERVICE_RUNNING",
      message: `Paperboy already runs on ${place.dataDir} (process ${first.process.pid}): stop it, or set DATA_DIR to another folder`,
    });
  });

  it("is free when its service was killed", async () => {
    const place = await databases.place();
    for (let round = 0; round < 3; round++) {
      const service = await startChild({ task: "lock", place });
      expect(await service.go()).toEqual({ done: 0 });
      await service.kill();
    }
  });

  it("is given to one of two that start together after a kill, and the other names that one", async () => {
    const place = await databases.place();
    const killed = await startChild({ task: "lock", place });
    await killed.go();
    await killed.kill();
    const both = await Promise.all([1, 2].map(() => startChild({ task: "lock", place })));
    const reports = await Promise.all(both.map((child) => child.go()));
    const winner = reports.findIndex((report) => !("code" in report));
    expect(reports[1 - winner]).toMatchObject({
      code: "SERVICE_RUNNING",
      message: expect.stringContaining(`(process ${both[winner]!.process.pid})`) as string,
    });
  });

  it("is no file's mere existence", async () => {
    const { dataDir } = await databases.place();
    writeFileSync(join(dataDir, "service.lock"), "");
    writeFileSync(join(dataDir, "service.pid"), `${process.pid}\n`);
    const release = await lockService(dataDir);
    release();
  });

  it("is free again when it was released", async () => {
    const { dataDir } = await databases.place();
    const release = await lockService(dataDir);
    await expect(lockService(dataDir)).rejects.toMatchObject({ code: "SERVICE_RUNNING", exitCode: 2 });
    release();
    (await lockService(dataDir))();
  });

  it("does not stop a one-shot from using the store", async () => {
    const place = await databases.place();
    const service = await startChild({ task: "lock", place });
    await service.go();
    const { db } = await databases.open(place);
    expect(await db.selectFrom("event").selectAll().execute()).toEqual([]);
  });
});
