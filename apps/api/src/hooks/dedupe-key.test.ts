import { decodeData } from "@riposte/template";
import type { DataMap } from "@riposte/template";
import { expect, test } from "vitest";
import { dedupeKey, keyTemplate } from "./dedupe-key.ts";
import { readHookConfig } from "./hook-config.ts";
import { renderKey } from "./render-key.ts";

const SIGNATURE = "ab".repeat(32);
const event = decodeData('{"body":{"id":"evt-1","n":7}}') as DataMap;

function key(config: object, headers: Record<string, string>): string {
  const request = new Request("http://localhost/hooks/x", { method: "POST", headers });
  const read = readHookConfig(JSON.stringify(config));
  const template = keyTemplate(request, read);
  const rendered = template === null ? null : renderKey("deduplication key", template, event);
  if (rendered !== null && typeof rendered !== "string") return `${rendered.status} ${rendered.reason}`;
  const result = dedupeKey(request, read, { rendered, fallback: "run_1" });
  return "reason" in result ? `${result.status} ${result.reason}` : result.key;
}

const hmac = { auth: { mode: "hmac" } };
const plain = { auth: { mode: "secret_header" } };

test("the sender's key goes first, then the template, then the signature, then none", () => {
  const headers = { "idempotency-key": "k1", "x-riposte-signature": `v1=${SIGNATURE}` };
  const dedupe = "{{ trigger.body.id }}";
  expect(key({ ...hmac, dedupe }, headers)).toBe("header:k1");
  expect(key({ ...hmac, dedupe }, { "x-riposte-signature": `v1=${SIGNATURE}` })).toMatch(
    /^event:[0-9a-f]{64}$/,
  );
  expect(key(hmac, { "x-riposte-signature": `v1=${SIGNATURE.toUpperCase()}` })).toBe(
    `signature:${SIGNATURE}`,
  );
  expect(key(plain, {})).toBe("once:run_1");
});

test("a template that comes to nothing makes no key", () => {
  expect(key({ ...plain, dedupe: "{{ trigger.body.missing }}" }, {})).toBe("once:run_1");
});

test("different values make different keys, the same ones the same", () => {
  const byId = key({ ...plain, dedupe: "{{ trigger.body.id }}" }, {});
  expect(key({ ...plain, dedupe: "{{ trigger.body.id }}" }, {})).toBe(byId);
  expect(key({ ...plain, dedupe: "{{ trigger.body.n }}" }, {})).not.toBe(byId);
});

test("a key that is too long and a template that fails are the sender's to know", () => {
  expect(key(plain, { "idempotency-key": "k".repeat(256) })).toBe("400 key_too_long");
  expect(key({ ...plain, dedupe: "{{ trigger.body.n / 0 }}" }, {})).toBe("400 key_template");
});
