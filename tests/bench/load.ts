/** Sends `count` requests, `atOnce` under way at any time; gives the milliseconds of wall time for each. */
export async function sendLoad(count: number, atOnce: number, send: () => Promise<void>): Promise<number> {
  let left = count;
  const from = performance.now();
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      while (left > 0) {
        left -= 1;
        await send();
      }
    }),
  );
  return (performance.now() - from) / count;
}
