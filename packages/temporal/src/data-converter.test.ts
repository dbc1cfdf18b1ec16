import { createHash } from "node:crypto";
import { ApplicationFailure } from "@temporalio/common";
import type { LoadedDataConverter, Payload } from "@temporalio/common";
import { loadDataConverter } from "@temporalio/common/lib/internal-non-workflow/data-converter-helpers.js";
import {
  decodeFromPayloadsAtIndex,
  decodeOptionalFailureToOptionalError,
  encodeErrorToFailure,
  encodeToPayload,
} from "@temporalio/common/lib/internal-non-workflow/codec-helpers.js";
import { openVault, parseKeyring } from "@riposte/vault";
import { expect, test } from "vitest";
import { createDataConverter, createWorkerDataConverter } from "./data-converter.ts";
import { PlanRef } from "./plan-ref.ts";

const key = (byte: number) => Buffer.alloc(32, byte).toString("base64");
const vaultOf = (current: string, keys: Record<string, string>) =>
  openVault(parseKeyring(JSON.stringify({ current, keys })));
const vault = vaultOf("k1", { k1: key(1) });

const PLAN = '{"ir":1,"name":"Sécret"}';
const HASH = createHash("sha256").update(PLAN).digest("hex");
const plansOf = (plans: Record<string, string>) =>
  loadDataConverter(createWorkerDataConverter(vault, async (hash) => plans[hash] ?? null));

async function decode<T>(converter: LoadedDataConverter, payload: Payload): Promise<T> {
  return decodeFromPayloadsAtIndex<T>(converter, 0, [payload]);
}

test("what is written shows nothing of what was given, and comes back", async () => {
  const converter = plansOf({});
  const value = { password: "hunter2", nested: ["hunter2"] };
  const payload = await encodeToPayload(converter, value);
  expect(Buffer.from(payload.data ?? []).includes("hunter2")).toBe(false);
  expect(Object.keys(payload.metadata ?? {})).toEqual(["encoding"]);
  expect(await decode(converter, payload)).toEqual(value);
});

test("a payload that was not sealed, or by somebody else, is refused", async () => {
  const converter = loadDataConverter(createDataConverter(vault));
  const plain = { metadata: { encoding: Buffer.from("json/plain") }, data: Buffer.from('"let me in"') };
  await expect(decode(converter, plain)).rejects.toThrow("is not sealed");
  expect(await decode(plansOf({}), plain)).toMatchObject({ kind: "riposte/refused" });
  const claimed = { ...plain, metadata: { encoding: Buffer.from("binary/encrypted") } };
  await expect(decode(converter, claimed)).rejects.toThrow();
  const foreign = loadDataConverter(createDataConverter(vaultOf("k1", { k1: key(9) })));
  await expect(decode(converter, await encodeToPayload(foreign, "let me in"))).rejects.toThrow();
});

test("after the key was changed, old payloads are read and new ones are sealed with the new key", async () => {
  const old = await encodeToPayload(plansOf({}), "before");
  const both = loadDataConverter(createDataConverter(vaultOf("k2", { k1: key(1), k2: key(2) })));
  expect(await decode(both, old)).toBe("before");
  await expect(decode(plansOf({}), await encodeToPayload(both, "after"))).rejects.toThrow("k2");
});

test("messages and stacks of failures are sealed, of their causes too", async () => {
  const converter = plansOf({});
  const error = ApplicationFailure.create({
    message: "hunter2 failed",
    details: ["hunter2"],
    cause: new Error("hunter2 again"),
  });
  const failure = await encodeErrorToFailure(converter, error);
  const written = JSON.stringify(failure, (_, value: unknown) =>
    value instanceof Uint8Array ? Buffer.from(value).toString("latin1") : value,
  );
  expect(written).not.toContain("hunter2");
  expect(written).not.toContain(".ts:");
  const back = await decodeOptionalFailureToOptionalError(converter, failure);
  expect(back).toMatchObject({ message: "hunter2 failed", cause: { message: "hunter2 again" } });
});

test("a plan lies in a payload as its hash, and is expanded and checked where it is read", async () => {
  const payload = await encodeToPayload(plansOf({}), new PlanRef(HASH, PLAN));
  expect((payload.data ?? []).length).toBeLessThan(250);
  expect(await decode(plansOf({ [HASH]: PLAN }), payload)).toMatchObject({ hash: HASH, text: PLAN });
  expect(await decode(plansOf({}), payload)).toMatchObject({ hash: HASH, text: null });
  await expect(decode(plansOf({ [HASH]: `${PLAN} ` }), payload)).rejects.toThrow("another one");
});

test("a plan is looked up once", async () => {
  let lookups = 0;
  const load = async () => {
    lookups += 1;
    return PLAN;
  };
  const converter = loadDataConverter(createWorkerDataConverter(vault, load));
  const payload = await encodeToPayload(converter, new PlanRef(HASH));
  for (let read = 0; read < 3; read++) await decode(converter, payload);
  expect(lookups).toBe(1);
});
