import { decodeData } from "@riposte/template";
import { expect, test } from "vitest";
import { readHookConfig } from "./hook-config.ts";
import { runOrder } from "./run-order.ts";

const event = decodeData('{"body":{"host":"h1","n":7}}');

function order(settings: object) {
  return runOrder(readHookConfig(JSON.stringify({ auth: { mode: "hmac" }, ...settings })), event);
}

test("without settings an event waits for nothing", () => {
  expect(order({})).toEqual({ turn: null, debounce: null });
});

test("keys are made from the event; the same for the same, and none where it gives none", () => {
  const byHost = { key: "{{ trigger.body.host }}" };
  const first = order({ oneAtATime: byHost, debounce: { ...byHost, seconds: 5 } });
  expect(first).toMatchObject({
    turn: { otherwise: "wait" },
    debounce: { seconds: 5, keep: "last" },
  });
  expect(order({ oneAtATime: { key: "h1", otherwise: "skip" } })).toMatchObject({
    turn: { key: "turn" in first && first.turn?.key, otherwise: "skip" },
  });
  expect(order({ oneAtATime: { key: "{{ trigger.body.nothing }}" } })).toEqual({
    turn: null,
    debounce: null,
  });
});

test("a key that cannot be made refuses the event, and says which", () => {
  expect(order({ debounce: { key: "{{ trigger.body.n + 'x' }}" } })).toMatchObject({
    status: 400,
    reason: "key_template",
    message: expect.stringContaining("debounce key"),
  });
});
