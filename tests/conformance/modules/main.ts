import { chmod, mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { startProduct } from "../../support/product.ts";
import { startAnswers } from "./answers.ts";
import { moduleFolders } from "./module-folder.ts";
import { recordCalls } from "./record-calls.ts";
import { replayCalls } from "./replay-calls.ts";

// `pnpm test:conformance modules CHECKOUT [MODULE…] [--uv uv] [--python 3.11] [--details]`: takes a checkout of modules in the
// public Sekoia format, runs their own unit tests, writes down what they do with the actions and what HTTP answers they get,
// and does the same again by `riposte action run`. Says for each module how many agree. It runs the modules' own code, as this
// user, and gets their packages from the index: it is for whoever trusts both.

const { values, positionals } = parseArgs({
  args: process.argv.slice(2).filter((word) => word !== "--"),
  options: {
    uv: { type: "string", default: "uv" },
    python: { type: "string", default: "3.11" },
    details: { type: "boolean", default: false },
  },
  allowPositionals: true,
});
const [checkout, ...only] = positionals;
if (checkout === undefined) {
  console.error("Where are the modules? Give the folder of a checkout.");
  process.exit(2);
}

const GOAL = 0.95;

const work = await mkdtemp(join(tmpdir(), "riposte-modules-"));
try {
  const modules = await moduleFolders(resolve(checkout), only);
  // Started by root, others than this user read the certificates.
  await chmod(work, 0o755);
  await mkdir(join(work, "answers"));
  await using answers = await startAnswers(join(work, "answers"));
  await using product = await startProduct({
    env: {
      HTTP_PROXY: answers.url,
      HTTPS_PROXY: answers.url,
      RIPOSTE_EGRESS_TRUST_PROXY: "true",
      REQUESTS_CA_BUNDLE: join(work, "answers/ca.pem"),
      RIPOSTE_BUILD_FROM_SOURCE: "true",
    },
  });
  let [agreed, replayed] = [0, 0];
  for (const module of modules) {
    const recording = await recordCalls(module, { work, uv: values.uv, python: values.python });
    const added = await product.riposte("modules", "add", module.path);
    const problem = added.code === 0 ? recording.problem : added.stderr.trim();
    if (problem !== null) {
      console.log(`${module.name}: ${problem}`);
      continue;
    }
    const found = await replayCalls(module, recording, { product, answers, work });
    const count = found.agreed + found.differences.length;
    const left = [...found.leftOut].map(([why, times]) => `${times} left out (${why})`);
    console.log([`${module.name}: ${found.agreed} of ${count} agree`, ...left].join("; "));
    if (values.details) for (const difference of found.differences) console.log(`  ${difference}`);
    [agreed, replayed] = [agreed + found.agreed, replayed + count];
  }
  console.log(`${modules.length} modules: ${agreed} of ${replayed} agree`);
  process.exitCode = agreed >= GOAL * replayed ? 0 : 1;
} finally {
  await rm(work, { recursive: true, force: true });
}
