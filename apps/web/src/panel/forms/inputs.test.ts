import { expect, test } from "vitest";
import { freeInput, inputsOf, nameFault, schemaOfInputs } from "./inputs.ts";

test("rows and schema are two ways to write the same", () => {
  const inputs = [
    { name: "host", type: "string", isNeeded: true, description: "Which host" },
    { name: "tags", type: "array", isNeeded: false, description: "" },
    { name: "raw", type: "anything", isNeeded: false, description: "" },
  ] as const;
  const schema = schemaOfInputs(inputs);
  expect(schema).toEqual({
    type: "object",
    properties: { host: { type: "string", description: "Which host" }, tags: { type: "array" }, raw: {} },
    required: ["host"],
    additionalProperties: false,
  });
  expect(inputsOf(schema)).toEqual(inputs);
});

test("a schema that says more than rows can is left as it is written", () => {
  const closed = { type: "object", properties: {}, required: [], additionalProperties: false };
  expect(inputsOf(closed)).toEqual([]);
  expect(inputsOf({ ...closed, additionalProperties: true })).toBeNull();
  expect(inputsOf({ ...closed, properties: { a: { enum: [1] } } })).toBeNull();
  expect(inputsOf({ ...closed, properties: { a: { type: ["string", "null"] } } })).toBeNull();
  expect(inputsOf({ ...closed, required: ["gone"] })).toBeNull();
  expect(inputsOf("text")).toBeNull();
});

test("a new input has a name that is free; one that templates cannot write is refused", () => {
  const one = { name: "input_2", type: "string", isNeeded: true, description: "" } as const;
  expect(freeInput([one]).name).toBe("input_3");
  expect(nameFault("host", ["other"])).toBeNull();
  expect(nameFault("other", ["other"])).toBe("There is one of this name.");
  expect(nameFault("2 hosts", [])).toContain("begins with a letter");
});
