import { spawn } from "node:child_process";
import { once } from "node:events";
import { copyFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { jobsBelow } from "./until-jobs-are-gone.ts";

test.runIf(process.platform === "linux")(
  "what is kept ready is no job, what looks so deeper down is one",
  async () => {
    const folder = await mkdtemp(join(tmpdir(), "riposte jobs-"));
    const [idle, job] = [join(folder, "riposte-idle"), join(folder, "riposte-job")];
    for (const path of [idle, job]) await copyFile("/bin/sh", path);
    const [nap, within] = ['sleep 600 & echo "$$"; wait', '"$1" -c "sleep 600 & wait" & wait'];
    const script = `"$1" -c '${nap}' & "$2" -c '${within}' - "$1" & wait`;
    const launcher = spawn("/bin/sh", ["-c", script, "-", idle, job], { detached: true });
    try {
      await once(launcher.stdout, "data");
      await expect
        .poll(async () => (await jobsBelow(launcher.pid ?? 0)).map(({ name }) => name).toSorted())
        .toEqual(["riposte-idle", "riposte-job", "sleep"]);
    } finally {
      process.kill(-(launcher.pid ?? 0), "SIGKILL");
      await rm(folder, { recursive: true });
    }
  },
);
