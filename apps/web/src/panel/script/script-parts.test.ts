import { expect, test } from "vitest";
import { NEW_PART } from "./script-draft.ts";
import { freeName, nameOfTitle, withUploaded } from "./script-parts.ts";

const main = { file: "Un-Block.py", source: "def main(device):\n    return {}\n" };
const plain = { file: "log.py", source: "print(1)\n" };

test("the first upload takes the place of the example, the next become further scripts with names of their own", () => {
  const { scripts, at, overwritten } = withUploaded([NEW_PART], [plain, main], "block");
  expect(scripts).toMatchObject([
    { name: "", file: "log.py", entry: "plain", source: plain.source },
    { name: "un_block", file: "Un-Block.py", entry: "main", source: main.source },
  ]);
  expect([at, overwritten]).toEqual([0, []]);
});

test("a file of the same name takes the script's place and keeps what is said of it", () => {
  const own = { ...NEW_PART, source: "old", arguments: "{}", entry: "plain" as const };
  const { scripts, overwritten } = withUploaded([own], [{ file: "block.py", source: "new" }], "block");
  expect(scripts).toEqual([{ ...own, file: "block.py", source: "new" }]);
  expect(overwritten).toEqual(["block.py"]);
});

test("names are made of what stands in titles and files", () => {
  expect(nameOfTitle(" Block host (EDR)! ")).toBe("block_host_edr");
  expect(nameOfTitle("3 strikes")).toBe("_3_strikes");
  expect(freeName("log.py", [{ ...NEW_PART, name: "log" }])).toBe("log_2");
  expect(freeName("3.py", [])).toBe("script_3");
});
