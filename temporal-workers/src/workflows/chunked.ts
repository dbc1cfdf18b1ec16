import type { StepRecord } from "@riposte/plan";

const CHUNK_CHARACTERS = 512 * 1024;

/** At least one chunk, be it empty. */
export function chunked(steps: readonly StepRecord[]): readonly (readonly StepRecord[])[] {
  const chunks: StepRecord[][] = [[]];
  let room = CHUNK_CHARACTERS;
  for (const step of steps) {
    const size = JSON.stringify(step).length;
    if (size > room && room < CHUNK_CHARACTERS) {
      chunks.push([]);
      room = CHUNK_CHARACTERS;
    }
    chunks.at(-1)?.push(step);
    room -= size;
  }
  return chunks;
}
