/**
 * Records golden histories: `RIPOSTE_TEMPORAL_BIN=… node tests/histories/record.ts [name…]`. A history is recorded
 * once and replayed for ever (temporal-workers/src/worker/replay.test.ts): record new ones for new behaviour, and
 * keep the old ones as long as a run that began that way may be open.
 */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { historyToJSON } from "@temporalio/common/lib/proto-utils.js";
import { startEngine } from "../integration/engine/support/engine.ts";
import { rawHistories } from "../integration/engine/support/history.ts";
import { startScriptSocket } from "../integration/engine/support/script-socket.ts";
import { startScriptWorker } from "../integration/engine/support/script-worker.ts";
import { playScript, playShortScript } from "./play-script.ts";
import { stories } from "./stories.ts";

const wanted = process.argv.slice(2);

await using engine = await startEngine({ keyring: join(import.meta.dirname, "keyring.json") });
await using socket = await startScriptSocket(playShortScript);
await engine.startWorker({ RIPOSTE_SCRIPT_SOCKET: socket.path });
await using _ = await startScriptWorker(engine, playScript);

for (const [name, story] of Object.entries(stories)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  await story.prepare?.(engine);
  const submitted = await engine.submit(story.plan, {
    event: story.event,
    ...(story.breakpoints === undefined ? {} : { breakpoints: story.breakpoints }),
  });
  await story.play?.(engine, submitted);
  await engine.until(submitted, "done", "failed", "cancelled");
  const runId = (await story.rerun?.(engine, submitted)) ?? submitted;
  await engine.until(runId, "done", "failed", "cancelled");
  const histories = await rawHistories(engine, runId);
  const golden = {
    workflowId: runId,
    plan: story.plan,
    histories: histories.map((events) => historyToJSON({ events: [...events] })),
  };
  await writeFile(join(import.meta.dirname, `${name}.json`), `${JSON.stringify(golden)}\n`);
}
