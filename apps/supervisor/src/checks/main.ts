import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { neededAlways } from "../root/needed.ts";
import { stage } from "../root/stage.ts";
import { findPython } from "../setup/find-python.ts";
import { pythonEnvironment } from "../setup/python-environment.ts";
import { webApp } from "../setup/web-app.ts";
import { findTemporal } from "../temporal/find-temporal.ts";
import { progress } from "../../bootstrap/progress.mjs";
import { messageOf } from "../user-error.ts";
import { checkSandbox } from "./check-sandbox.ts";
import { findBrowser, noBrowser } from "./find-browser.ts";
import { runChecks } from "./run-checks.ts";
import { makeShared } from "./shared-by-tests.ts";

// `npm test`: the same set-up as `npm start`, then everything; the last line counts over all suites.

try {
  process.exit(await main());
} catch (error) {
  console.error(`\n${messageOf(error)}\n\n0 passed, 1 failed`);
  process.exit(1);
}

async function main(): Promise<number> {
  const found = await findPython();
  await stage({ needed: neededAlways(found) }, found.executable);
  const browser = await findBrowser();
  const missing = [await checkSandbox(), browser === null ? noBrowser() : null].filter((one) => one !== null);
  for (const { advice } of missing) console.error(`\n${advice}\n`);
  if (missing.some(({ fatal }) => fatal)) throw new Error("A test that cannot run is a test that failed.");

  await pythonEnvironment("run", found);
  const python = await pythonEnvironment("dev", found);
  await webApp();
  const { path: temporal } = await progress(
    "Temporal server",
    (say) => findTemporal(found.executable, say),
    (server) => `from ${server.source}`,
  );
  const reports = await mkdtemp(join(tmpdir(), "riposte-reports-"));
  const sharedFolder = await mkdtemp(join(tmpdir(), "riposte-shared-"));
  try {
    const shared = await makeShared(sharedFolder);
    const { passed, failed, failures, unsteady } = await runChecks({
      python,
      temporal,
      browser,
      reports,
      shared,
    });
    for (const test of unsteady) console.log(`~ passed only when tried again: ${test}`);
    for (const failure of failures) console.log(`✗ ${failure}`);
    console.log(`\n${passed} passed, ${failed} failed`);
    return failed === 0 ? 0 : 1;
  } finally {
    await rm(reports, { recursive: true, force: true });
    await rm(sharedFolder, { recursive: true, force: true });
  }
}
