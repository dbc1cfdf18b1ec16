import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { project } from "../project.ts";
import type { ProcessSpec } from "../processes/process-spec.ts";
import type { ProductSettings } from "./settings.ts";

/** For developing: Vite, which the API hands pages on to; null where the web app is built. */
export function webSpec(settings: ProductSettings): ProcessSpec | null {
  const { webPort, data, users, passedOn } = settings;
  if (webPort === null) return null;
  const address = `http://127.0.0.1:${webPort}`;
  const web = join(project, "apps/web");
  const vite = join(web, "node_modules/vite/bin/vite.js");
  return {
    name: "web",
    command: [
      process.execPath,
      vite,
      "--configLoader",
      "native",
      "--clearScreen",
      "false",
      "--host",
      "127.0.0.1",
    ],
    cwd: web,
    env: () => ({
      PATH: passedOn["PATH"] ?? "/usr/bin:/bin",
      RIPOSTE_VITE_PORT: String(webPort),
      RIPOSTE_VITE_CACHE: data.file("cache", "vite"),
    }),
    user: users?.riposte ?? null,
    address,
    untilReady: () => untilAnswers(address),
    readyWithinMs: 60_000,
    health: null,
    stopSignal: "SIGTERM",
    deathSignal: "SIGTERM",
    afterEnd: null,
  };
}

async function untilAnswers(address: string): Promise<void> {
  for (;;) {
    const answer = await fetch(address).catch(() => null);
    await answer?.body?.cancel();
    if (answer?.ok === true) return;
    await sleep(100);
  }
}
