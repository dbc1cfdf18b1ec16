import { readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import type { Product } from "../support/product.ts";

const WATCHED = ["api", "worker", "runner"] as const;

/** Most memory of each process while it was watched, in MB. */
export type Peaks = Record<(typeof WATCHED)[number] | "postgres", number>;

/** What the kernel says each process holds, five times a second, until it is disposed of. */
export function watchMemory(product: Product): { readonly peaks: Peaks; readonly stop: () => Promise<void> } {
  const peaks: Peaks = { api: 0, worker: 0, runner: 0, postgres: 0 };
  const over = new AbortController();
  const watching = (async () => {
    while (!over.signal.aborted) {
      const rows = await product.processes().catch(() => []);
      for (const { name, pid } of rows) {
        if (pid === null || !(name in peaks)) continue;
        const held = name === "postgres" ? await heldByTree(pid) : await heldBy(pid);
        const key = name as keyof Peaks;
        peaks[key] = Math.max(peaks[key], held);
      }
      await sleep(200);
    }
  })();
  return {
    peaks,
    stop: async () => {
      over.abort();
      await watching;
    },
  };
}

async function heldBy(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, "utf8").catch(() => "");
  return Math.round(Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? 0) / 1024);
}

/** Of PostgreSQL the largest of its processes without what they share: one answers each connection. */
async function heldByTree(pid: number): Promise<number> {
  const text = await readFile(`/proc/${pid}/task/${pid}/children`, "utf8").catch(() => "");
  const children = text.trim() === "" ? [] : text.trim().split(" ").map(Number);
  const held = await Promise.all(
    children.map(async (child) => {
      const status = await readFile(`/proc/${child}/status`, "utf8").catch(() => "");
      return Math.round(Number(/^RssAnon:\s+(\d+)/m.exec(status)?.[1] ?? 0) / 1024);
    }),
  );
  return Math.max(0, ...held);
}
