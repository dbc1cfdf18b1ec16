import { expect, test } from "vitest";
import { piecesOfLog } from "./traceback.ts";

const LOG = `looking
Traceback (most recent call last):
  File "/work/script.py", line 12, in main
    return judge(address)
  File "/usr/lib/python3.12/json/decoder.py", line 355, in raw_decode
  File "/work/script.py", line 4
    x = (
SyntaxError: '(' was never closed
`;

test("frames of the script lead to their line, those of libraries do not", () => {
  const pieces = piecesOfLog(LOG);
  expect(pieces.flatMap(({ line, words }) => (line === null ? [] : [[line, words]]))).toEqual([
    [12, 'File "/work/script.py", line 12'],
    [4, 'File "/work/script.py", line 4'],
  ]);
  expect(pieces.map(({ words }) => words).join("")).toBe(LOG);
});

test("what a script prints about a file in passing is no frame", () => {
  expect(piecesOfLog('see File "/work/script.py", line 3\n').map(({ line }) => line)).toEqual([null]);
  expect(piecesOfLog("")).toEqual([]);
});
