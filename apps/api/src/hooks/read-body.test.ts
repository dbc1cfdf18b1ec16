import { expect, test } from "vitest";
import { BodyBrokenOff } from "../body-broken-off.ts";
import { isDatabaseAway } from "../database-away.ts";
import { createBodyRoom } from "./body-room.ts";
import { readBody } from "./read-body.ts";

const place = () => createBodyRoom(1_000).enter();
const lengthOf = (body: unknown) => (body instanceof Uint8Array ? body.byteLength : body);

function streamed(chunks: readonly number[], headers: Record<string, string> = {}) {
  const sent: number[] = [];
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        const size = chunks[sent.length];
        if (size === undefined) {
          controller.close();
          return;
        }
        sent.push(size);
        controller.enqueue(new Uint8Array(size));
      },
    },
    { highWaterMark: 0 },
  );
  const request = new Request("http://localhost/", { method: "POST", body, headers, duplex: "half" });
  return { request, sent };
}

test("a body up to the limit is read whole", async () => {
  expect(lengthOf(await readBody(streamed([4, 6]).request, 10, place()))).toBe(10);
  const empty = new Request("http://localhost/", { method: "POST" });
  expect(lengthOf(await readBody(empty, 10, place()))).toBe(0);
});

test("one byte more is too much, and reading stops there", async () => {
  const { request, sent } = streamed([4, 7, 1, 1, 1]);
  expect(await readBody(request, 10, place())).toEqual({ why: "too_long", bytes: null });
  expect(sent).toEqual([4, 7]);
});

test("a declared length above the limit is believed without reading", async () => {
  const { request, sent } = streamed([1], { "content-length": "11" });
  expect(await readBody(request, 10, place())).toEqual({ why: "too_long", bytes: 11 });
  expect(sent).toEqual([]);
});

test("a sender that hangs up is not taken for a database that is away", async () => {
  const reset = Object.assign(new Error("aborted"), { code: "ECONNRESET" });
  const body = new ReadableStream<Uint8Array>({ pull: (controller) => controller.error(reset) });
  const request = new Request("http://localhost/", { method: "POST", body, duplex: "half" });
  const error: unknown = await readBody(request, 10, place()).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(BodyBrokenOff);
  expect(isDatabaseAway(error)).toBe(false);
  expect(isDatabaseAway(reset)).toBe(true);
});

test("bodies that come at once share what room there is, and leave it when they are done with", async () => {
  const room = createBodyRoom(10);
  {
    using first = room.enter();
    using second = room.enter();
    expect(lengthOf(await readBody(streamed([4, 3]).request, 10, first))).toBe(7);
    expect(await readBody(streamed([2, 2]).request, 10, second)).toEqual({ why: "no_room" });
  }
  using third = room.enter();
  expect(lengthOf(await readBody(streamed([10]).request, 10, third))).toBe(10);
});
