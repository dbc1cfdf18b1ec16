import type { BlobStore } from "@riposte/blobs";
import { expect, test } from "vitest";
import { createBlobCache } from "./blob-cache.ts";

/** Values of 10,000 characters, by their hash; every one that is fetched is written down. */
function storeOf(fetched: string[]): BlobStore {
  const text = async (_workspace: string, hash: string) => {
    fetched.push(hash);
    return hash === "gone" ? null : `["${hash.repeat(5_000)}"]`;
  };
  const never = () => Promise.reject(new Error("Nobody asks for this here."));
  return { text, put: never, open: never };
}

const ROOM_FOR_TWO = 2 * 10_004 * 4;

test("what many ask for at once is fetched once, and kept for those who come later", async () => {
  const fetched: string[] = [];
  const cache = createBlobCache(storeOf(fetched), ROOM_FOR_TWO);
  const found = await Promise.all(Array.from({ length: 50 }, () => cache.get("w", "aa")));
  expect(new Set(found.map((each) => each?.data)).size).toBe(1);
  expect((await cache.get("w", "aa"))?.data).toBe(found[0]?.data);
  expect(fetched).toEqual(["aa"]);
});

test("what was read last stays, up to the bound, and each workspace has its own", async () => {
  const fetched: string[] = [];
  const cache = createBlobCache(storeOf(fetched), ROOM_FOR_TWO);
  for (const hash of ["aa", "bb", "aa", "cc", "aa", "bb"]) await cache.get("w", hash);
  expect(fetched).toEqual(["aa", "bb", "cc", "bb"]);
  await cache.get("another", "bb");
  expect(fetched).toHaveLength(5);
});

test("what is larger than the bound is read and not kept; what is gone is said each time", async () => {
  const fetched: string[] = [];
  const cache = createBlobCache(storeOf(fetched), 1_000);
  expect((await cache.get("w", "aa"))?.data).toEqual(["aa".repeat(5_000)]);
  await cache.get("w", "aa");
  expect(await cache.get("w", "gone")).toBeNull();
  expect(await cache.get("w", "gone")).toBeNull();
  expect(fetched).toEqual(["aa", "aa", "gone", "gone"]);
});

test("what was just written is not fetched, and the text of a list is known", async () => {
  const fetched: string[] = [];
  const cache = createBlobCache(storeOf(fetched), ROOM_FOR_TWO);
  const data = ["x"];
  cache.add("w", "aa", { data, text: '["x"]' });
  expect((await cache.get("w", "aa"))?.data).toBe(data);
  expect(cache.textOf(data)).toBe('["x"]');
  expect(cache.textOf(["x"])).toBeUndefined();
  expect(fetched).toEqual([]);
});
