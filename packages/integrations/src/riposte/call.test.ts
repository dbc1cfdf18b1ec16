import { eventSchema } from "@riposte/plan";
import { expect, test } from "vitest";
import { catalogue } from "../catalogue.ts";
import { call } from "./call.ts";

test("takes nothing unless its author says otherwise, and what it takes is its event", () => {
  const inputs = { type: "object", properties: { host: { type: "string" } } };
  const nothing = { type: "object", properties: {}, required: [], additionalProperties: false };
  expect(call.config.parse({}).inputs).toEqual(nothing);
  expect(eventSchema({ trigger: "call", config: {} }, catalogue())).toEqual(nothing);
  expect(eventSchema({ trigger: "call", config: { inputs } }, catalogue())).toEqual(inputs);
  expect(catalogue().triggers.get("call")?.callable).toBe(true);
});
