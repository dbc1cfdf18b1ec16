import { expect, test } from "vitest";
import { approverOf, approverWords, personWords } from "./approver-words.ts";

const ann = { name: "Ann (SOC)", email: "ann@example.org" };

test("people are shown by name with their address, and written by address", () => {
  expect(approverWords("user:Ann@example.org", [ann])).toBe("Ann (SOC) (ann@example.org)");
  expect(approverWords("user:eve@example.org", [ann])).toBe("eve@example.org");
  expect(approverOf(personWords(ann))).toBe("user:ann@example.org");
  expect(approverOf("Eve@example.org")).toBe("user:eve@example.org");
  expect(approverOf(" any analyst ")).toBe("role:analyst");
  expect(approverOf("token:bot")).toBe("token:bot");
});
