import { decodeData, encodeData } from "@riposte/template";
import { redactor } from "@riposte/vault";
import { expect, test } from "vitest";
import { redactData } from "./redact-data.ts";

function redacted(json: string, ...secrets: string[]): string {
  return encodeData(redactData(decodeData(json), redactor(secrets)));
}

test("replaces values, parts of values and keys, and leaves data", () => {
  expect(redacted('{"a":["x s3cret y",1.0],"s3cret":null}', "s3cret")).toBe(
    '{"a":["x ••• y",1.0],"•••":null}',
  );
  expect(redacted('{"pin":12345678,"n":1}', "12345678")).toBe('{"pin":"•••","n":1}');
});

test("a secret that looks like JSON does not break it", () => {
  expect(redacted('{"a":true,"b":"true"}', "true", '":"')).toBe('{"a":true,"b":"•••"}');
});
