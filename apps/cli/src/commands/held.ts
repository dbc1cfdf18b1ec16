import { defineCommand } from "../command.ts";
import { EXIT } from "../exit-codes.ts";
import { table } from "../table.ts";
import { instant } from "../time.ts";

export const held = defineCommand({
  usage: "held",
  about:
    "Lists what was accepted and will not start by itself, for instance after a backup was restored: it may have run\n" +
    "already. Look, then release what should run.",
  words: [0, 0],
  options: {},
  examples: [{ line: "held", about: "then: riposte release run_…" }],
  online: true,
  run: async ({ client, answer }) => {
    const rows = await (await client()).inbox.held.query();
    answer(rows, () =>
      rows.length === 0
        ? "Nothing is held back."
        : table(
            ["run", "playbook", "version", "accepted", "why"],
            rows.map((row) => [
              row.run,
              row.playbookId,
              String(row.version),
              instant(row.receivedAt),
              row.reason,
            ]),
          ),
    );
    return EXIT.ok;
  },
});

export const release = defineCommand({
  usage: "release RUN",
  about: "Lets a run start that is held back (see riposte held).",
  words: [1, 1],
  options: {},
  examples: [{ line: "release run_…", about: "it starts now" }],
  online: true,
  run: async ({ words: [id = ""], client, answer }) => {
    const result = await (await client()).inbox.release.mutate({ id });
    answer(result, () => `Run ${result.run} may start.`);
    return EXIT.ok;
  },
});
