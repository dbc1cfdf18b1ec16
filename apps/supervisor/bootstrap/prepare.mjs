import { installPackages } from "./install.mjs";
import { whyNameless } from "./nameless.mjs";

const OLDEST_NODE = [20, 19];

/** Brings the project to where its own Node can take over; ends with one sentence where that is not possible. */
export async function prepare() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major < OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor < OLDEST_NODE[1])) {
    fail(`Riposte needs Node ${OLDEST_NODE.join(".")} or later; this is ${process.versions.node}.`);
  }
  if (process.platform === "win32") fail("Riposte runs on Linux and macOS; on Windows use WSL 2.");
  const nameless = whyNameless();
  if (nameless !== null) fail(nameless);
  // As root, other users will run what is installed here.
  if (process.getuid() === 0) process.umask(0o022);
  try {
    await installPackages();
  } catch (error) {
    fail(error.message);
  }
}

function fail(sentence) {
  console.error(`\n${sentence}`);
  process.exit(1);
}
