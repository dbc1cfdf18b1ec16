import { spread } from "./statistics.ts";

/** In the order of either side by turns: what one leaves behind must not always meet the other. */
export async function takingTurns(
  rounds: number,
  ours: () => Promise<number>,
  theirs: () => Promise<number>,
) {
  const times: { readonly ours: number[]; readonly theirs: number[] } = { ours: [], theirs: [] };
  await ours();
  await theirs();
  for (let round = 0; round < rounds; round++) {
    const isOursFirst = round % 2 === 0;
    if (isOursFirst) times.ours.push(await ours());
    times.theirs.push(await theirs());
    if (!isOursFirst) times.ours.push(await ours());
  }
  return { ours: spread(times.ours), theirs: spread(times.theirs) };
}
