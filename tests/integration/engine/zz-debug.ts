import { startEngine } from "./support/engine.ts";
console.log("start", Date.now());
const e = await startEngine();
console.log("engine", Date.now());
const w = await Promise.race([
  e.startWorker({ RIPOSTE_LOG_LEVEL: "debug" }),
  new Promise((r) => setTimeout(() => r(null), 25000)),
]);
console.log("worker", !!w, Date.now());
process.exit(0);
