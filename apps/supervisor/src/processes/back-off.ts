const FIRST_MS = 200;
const LONGEST_MS = 5_000;
const HEALTHY_MS = 30_000;

/** How long to wait before a process that has ended is started again; one that ran well starts from the beginning. */
export function backOff() {
  let next = FIRST_MS;
  return (ranMs: number): number => {
    if (ranMs >= HEALTHY_MS) next = FIRST_MS;
    const wait = next;
    next = Math.min(next * 2, LONGEST_MS);
    return wait;
  };
}
