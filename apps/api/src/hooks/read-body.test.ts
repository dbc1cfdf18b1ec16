import { expect, test } from "vitest";
import { BodyBrokenOff } from "../body-broken-off.ts";
import { isDatabaseAway } from "../database-away.ts";
import { readBody } from "./read-body.ts";

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
  expect((await readBody(streamed([4, 6]).request, 10))?.byteLength).toBe(10);
  expect((await readBody(new Request("http://localhost/", { method: "POST" }), 10))?.byteLength).toBe(0);
});

test("one byte more is too much, and reading stops there", async () => {
  const { request, sent } = streamed([4, 7, 1, 1, 1]);
  expect(await readBody(request, 10)).toBeNull();
  expect(sent).toEqual([4, 7]);
});

test("a declared length above the limit is believed without reading", async () => {
  const { request, sent } = streamed([1], { "content-length": "11" });
  expect(await readBody(request, 10)).toBeNull();
  expect(sent).toEqual([]);
});

test("a sender that hangs up is not taken for a database that is away", async () => {
  const reset = Object.assign(new Error("aborted"), { code: "ECONNRESET" });
  const body = new ReadableStream<Uint8Array>({ pull: (controller) => controller.error(reset) });
  const request = new Request("http://localhost/", { method: "POST", body, duplex: "half" });
  const error: unknown = await readBody(request, 10).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(BodyBrokenOff);
  expect(isDatabaseAway(error)).toBe(false);
  expect(isDatabaseAway(reset)).toBe(true);
});
