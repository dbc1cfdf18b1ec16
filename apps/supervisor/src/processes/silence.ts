/** Longer than this past the time when we meant to look again, it was we who stood still. */
const OVERSLEPT_MS = 5_000;

export type Seen = "answers" | "silent" | "gone";

interface Rhythm {
  /** How long it may keep silent. */
  readonly silenceMs: number;
  /** How long two looks are apart at most while we are not held up ourselves. */
  readonly stepMs: number;
}

/**
 * Tells from one look after another how a process is: silent from half of its time on, gone when all of it is over.
 * After a machine was suspended, or this very process, its time begins anew: all stood still at once.
 */
export function countSilence({ silenceMs, stepMs }: Rhythm, start: number) {
  let heard = start;
  let looked = start;
  return (now: number, answered: boolean): Seen => {
    const stoodStill = now - looked > stepMs + OVERSLEPT_MS;
    looked = now;
    if (answered || stoodStill) heard = now;
    if (now - heard >= silenceMs) return "gone";
    return now - heard >= silenceMs / 2 ? "silent" : "answers";
  };
}
