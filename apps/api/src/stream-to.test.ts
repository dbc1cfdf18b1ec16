import { expect, test } from "vitest";
import { StreamBroken, streamTo } from "./stream-to.ts";

type Ctx = Parameters<typeof streamTo>[0];

function listening() {
  const [rights, ending] = [new AbortController(), new AbortController()];
  const ctx = { signal: rights.signal, services: { notices: { ending: ending.signal } } } as unknown as Ctx;
  return { ctx, rights, ending };
}

/** One event, then whatever comes of being told to stop. */
async function* tell(stop: AbortSignal, wrong?: Error) {
  yield "one";
  await new Promise((resolve) => stop.addEventListener("abort", resolve));
  if (wrong !== undefined) throw wrong;
}

test("where the process is stopped the stream breaks", async () => {
  const { ctx, ending } = listening();
  const stream = streamTo(ctx, undefined, tell);
  expect((await stream.next()).value).toBe("one");
  const end = stream.next();
  ending.abort();
  await expect(end).rejects.toBeInstanceOf(StreamBroken);
});

test.each(["their rights", "the connection"])("with %s it ends, whatever goes wrong then", async (what) => {
  const { ctx, rights, ending } = listening();
  const connection = new AbortController();
  const stream = streamTo(ctx, connection.signal, (stop) => tell(stop, new Error("nobody hears it")));
  expect((await stream.next()).value).toBe("one");
  const end = stream.next();
  (what === "their rights" ? rights : connection).abort();
  ending.abort();
  expect(await end).toEqual({ done: true, value: undefined });
});

test("what goes wrong while somebody listens is told", async () => {
  const { ctx } = listening();
  const stream = streamTo(ctx, undefined, async function* () {
    yield "one";
    throw new Error("the database is away");
  });
  await stream.next();
  await expect(stream.next()).rejects.toThrow("the database is away");
});
