import { expect, test } from "vitest";
import { parseOptions } from "./options.ts";

const defaults = { data: "/project/.riposte", workingFolder: "/here" };
const parse = (...args: string[]) => parseOptions(args, defaults);

test("without options: port 8085, the project's data folder, examples, the strong sandbox", () => {
  expect(parse()).toEqual({
    port: 8085,
    data: "/project/.riposte",
    examples: true,
    weakSandbox: false,
    dev: false,
    help: false,
  });
});

test("--data is relative to where the user stands", () => {
  expect(parse("--data", "other").data).toBe("/here/other");
  expect(parse("--data=/else where").data).toBe("/else where");
});

test("every option is understood", () => {
  expect(parse("--port", "9000", "--no-examples", "--sandbox", "weak", "--dev")).toMatchObject({
    port: 9000,
    examples: false,
    weakSandbox: true,
    dev: true,
  });
});

test.each([
  [["--port", "0"], '--port is a number from 1 to 65535, not "0".'],
  [["--port", "80a"], '--port is a number from 1 to 65535, not "80a".'],
  [["--port"], "--port"],
  [["--data", ""], "--data needs the name of a folder."],
  [["--sandbox", "none"], '"bubblewrap" (the default) or "weak", not "none"'],
  [["--prot", "1"], "Unknown option '--prot'. npm start -- --help lists the options."],
  [["stray"], "Unexpected argument 'stray'"],
])("%j is refused with a sentence", (args, sentence) => {
  expect(() => parse(...args)).toThrow(sentence);
});
