import { setTimeout as sleep } from "node:timers/promises";
import { CliError } from "../cli-error.ts";
import type { Client } from "../client.ts";
import { defineCommand } from "../command.ts";
import { EXIT } from "../exit-codes.ts";
import { table } from "../table.ts";
import { instant } from "../time.ts";

const VERBS = ["add", "promote", "retire", "rotate"] as const;
type Verb = (typeof VERBS)[number];

export const keys = defineCommand({
  usage: "keys [add | promote KEY | rotate | retire KEY]",
  about:
    "Lists the keys that seal secrets and Temporal's payloads, or changes them while everything runs. add makes one that\n" +
    "opens only; promote makes it the one that seals, and seals the secrets of connectors and webhooks anew; rotate does\n" +
    "both. retire takes an old key away, once no run that began under it goes on and Temporal has forgotten the others;\n" +
    "when the oldest goes, people sign in again after the next start. It takes an admin of the default workspace.",
  words: [0, 2],
  options: {},
  examples: [
    { line: "keys", about: "which there are" },
    { line: "keys rotate", about: "a new one seals from now on" },
    { line: "keys retire k1", about: "when the old one is needed no more" },
  ],
  online: true,
  run: async ({ words: [verb, id], client, answer, io }) => {
    const api = await client();
    if (verb === undefined) {
      const ring = await api.keys.list.query();
      answer(ring, () => tellRing(ring));
      return EXIT.ok;
    }
    if (!isVerb(verb) || (id !== undefined) !== (verb === "promote" || verb === "retire")) {
      throw new CliError(EXIT.usage, "Say add, promote KEY, rotate, retire KEY, or nothing.");
    }
    switch (verb) {
      case "add": {
        const added = await api.keys.add.mutate();
        answer(
          added,
          () =>
            `Key ${added.id} is there. In ${added.promoteAfterSeconds} s: riposte keys promote ${added.id}`,
        );
        return EXIT.ok;
      }
      case "rotate": {
        const added = await api.keys.add.mutate();
        io.warn(`Key ${added.id} is there; every process has read it in ${added.promoteAfterSeconds} s.\n`);
        await sleep(added.promoteAfterSeconds * 1_000);
        return promote(api, added.id, answer);
      }
      case "promote":
        return promote(api, id ?? "", answer);
      case "retire": {
        const retired = await api.keys.retire.mutate({ id: id ?? "" });
        answer(retired, () => `Key ${retired.id} is gone.`);
        return EXIT.ok;
      }
    }
  },
});

async function promote(api: Client, id: string, answer: (data: unknown, text: () => string) => void) {
  const done = await api.keys.promote.mutate({ id });
  answer(done, () => `Key ${done.id} seals from now on; secrets sealed anew: ${done.resealed}.`);
  return EXIT.ok;
}

function isVerb(word: string): word is Verb {
  return (VERBS as readonly string[]).includes(word);
}

function tellRing(ring: Awaited<ReturnType<Client["keys"]["list"]["query"]>>): string {
  const since = (time: string | null) => (time === null ? "" : instant(time));
  const rows = ring.keys.map(({ id, added, currentSince }) => [
    id,
    id === ring.current ? "seals" : "opens",
    since(added),
    since(currentSince),
  ]);
  const left = ring.sealedBefore === 0 ? "" : `\nSecrets that an older key sealed: ${ring.sealedBefore}`;
  return table(["key", "does", "added", "seals since"], rows) + left;
}
