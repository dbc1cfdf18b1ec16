import { sign } from "@riposte/vault";
import type { Client } from "../client.ts";
import { defineCommand } from "../command.ts";
import { EXIT } from "../exit-codes.ts";
import { readInput } from "../read-input.ts";

type Hook = Awaited<ReturnType<Client["playbooks"]["hook"]["query"]>>;

export const hook = defineCommand({
  usage: "hook NAME [--curl] [--event FILE]",
  about:
    "Shows how to call a playbook's webhook: address, secret and how it is proved. With --curl, a line to paste; a\n" +
    "signed one is good for some minutes only, because its time is signed with it. That somebody looked is on the\n" +
    "audit log.",
  words: [1, 1],
  options: {
    curl: { type: "boolean", about: "print a curl command, signed now" },
    event: { type: "string", value: "FILE", about: "JSON file for the body of that command; - reads stdin" },
  },
  examples: [
    { line: "hook 'Suspicious sign-in'", about: "for whoever sets up the sender" },
    { line: "hook 'Suspicious sign-in' --curl --event event.json | sh", about: "fire it now" },
  ],
  online: true,
  run: async ({ words: [name = ""], values, client, answer, io, environment }) => {
    const body = values.event === undefined ? "{}" : await readInput(values.event, { io, environment });
    const found = await (await client()).playbooks.hook.query({ name });
    if (values.curl !== true) {
      answer(found, () => tellHook(found));
      return EXIT.ok;
    }
    const curl = curlCommand(found, body.trim(), Math.floor(Date.now() / 1_000));
    answer({ curl }, () => curl);
    return EXIT.ok;
  },
});

function tellHook({ url, enabled, secret, auth }: Hook): string {
  const proof =
    auth.mode === "secret_header"
      ? [`header  ${auth.header}: ${secret}`]
      : [
          `secret  ${secret}`,
          `header  ${auth.timestampHeader}: seconds since 1970, at most ${auth.toleranceSeconds} s off`,
          `header  ${auth.signatureHeader}: v1= and the hex of HMAC-SHA256(secret, timestamp + "." + body)`,
        ];
  return [`POST    ${url}${enabled ? "" : "   (the playbook is off: it answers 409)"}`, ...proof].join("\n");
}

export function curlCommand({ url, secret, auth }: Hook, body: string, now: number): string {
  const timestamp = String(now);
  const headers =
    auth.mode === "secret_header"
      ? { [auth.header]: secret }
      : {
          [auth.timestampHeader]: timestamp,
          [auth.signatureHeader]: sign({ secret, timestamp, body: Buffer.from(body, "utf8") }),
        };
  const all = Object.entries({ "content-type": "application/json", ...headers });
  const flags = all.map(([header, value]) => `-H ${quote(`${header}: ${value}`)}`);
  return ["curl -sS -X POST", ...flags, `--data-binary ${quote(body)}`, quote(url)].join(" ");
}

/** For a POSIX shell. */
function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
