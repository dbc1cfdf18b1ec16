import { CliError } from "../cli-error.ts";
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
  usage: "release RUN | --all",
  about:
    "Lets a run start that is held back (see riposte held). While all starts are held, as after a restored backup,\n" +
    "--all lets them go on, in all workspaces: look at riposte held first, and cancel what ran already (riposte cancel\n" +
    "RUN). It takes an admin of the default workspace.",
  words: [0, 1],
  options: { all: { type: "boolean", about: "let the starts go on that are all held" } },
  examples: [
    { line: "release run_…", about: "it starts now" },
    { line: "release --all", about: "everything that waits starts now" },
  ],
  online: true,
  run: async ({ words: [id], values, client, answer }) => {
    if ((id === undefined) !== (values.all === true)) {
      throw new CliError(EXIT.usage, "Name one run, or say --all.");
    }
    const { inbox } = await client();
    if (id === undefined) {
      const result = await inbox.releaseAll.mutate();
      answer(result, () => (result.released ? "What waits may start." : "The starts are not held."));
      return EXIT.ok;
    }
    const result = await inbox.release.mutate({ id });
    answer(result, () => `Run ${result.run} may start.`);
    return EXIT.ok;
  },
});
