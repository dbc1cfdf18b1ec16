import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { verifySignature } from "@riposte/vault";
import { expect, test } from "vitest";
import { curlCommand } from "./hook.ts";

const hook: Parameters<typeof curlCommand>[0] = {
  id: "trg_a",
  path: "/hooks/trg_a",
  url: "http://127.0.0.1:8080/hooks/trg_a",
  enabled: true,
  secret: "whsec",
  auth: {
    mode: "hmac",
    signatureHeader: "X-Signature",
    timestampHeader: "X-Timestamp",
    toleranceSeconds: 300,
  },
};

/** What the shell makes of the line: its words, with curl replaced by something that shows them. */
async function wordsOf(line: string): Promise<string[]> {
  const { stdout } = await promisify(execFile)("/bin/sh", ["-c", `curl() { printf '%s\\0' "$@"; }; ${line}`]);
  return stdout.split("\0").slice(0, -1);
}

test("the line is signed, and survives the shell whatever the body holds", async () => {
  const body = `{"note":"it's $HOME \\"quoted\\" \`id\` é"}`;
  const words = await wordsOf(curlCommand(hook, body, 1_700_000_000));
  expect(words).toContain(body);
  expect(words.at(-1)).toBe(hook.url);
  expect(words).toContain("X-Timestamp: 1700000000");
  const signature =
    words.find((word) => word.startsWith("X-Signature: "))?.slice("X-Signature: ".length) ?? "";
  const request = { secret: "whsec", timestamp: "1700000000", body: Buffer.from(body), signature };
  expect(verifySignature(request)).toBe(true);
});

test("a secret in a header goes there", async () => {
  const words = await wordsOf(
    curlCommand({ ...hook, auth: { mode: "secret_header", header: "X-Token" } }, "{}", 1),
  );
  expect(words).toContain("X-Token: whsec");
});
