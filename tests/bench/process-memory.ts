import { readFileSync } from "node:fs";

/** Looks at the resident memory of a process until it is disposed of, from Linux's /proc. */
export function watchMemory(pid: number): Disposable & { readonly most: () => number } {
  let most = residentBytes(pid);
  const watch = setInterval(() => (most = Math.max(most, residentBytes(pid))), 200);
  return { most: () => most, [Symbol.dispose]: () => clearInterval(watch) };
}

function residentBytes(pid: number): number {
  const [, kilobytes = "0"] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
  return Number(kilobytes) * 1024;
}
