import { defineCommand } from "../command.ts";
import { EXIT } from "../exit-codes.ts";
import { limitOption, readLimit } from "../limit.ts";
import { table } from "../table.ts";
import { instant } from "../time.ts";

export const approvals = defineCommand({
  usage: "approvals [--run RUN] [--all] [--limit N]",
  about: "Lists what waits for a person, the newest first.",
  words: [0, 0],
  options: {
    run: { type: "string", value: "RUN", about: "only those of this run" },
    all: { type: "boolean", about: "those that were decided, too" },
    ...limitOption("approvals"),
  },
  examples: [{ line: "approvals", about: "then: riposte approve run_…" }],
  online: true,
  run: async ({ values, client, answer }) => {
    const filter = { run: values.run, all: values.all === true, limit: readLimit("approvals", values.limit) };
    const found = await (await client()).approvals.list.query(filter);
    answer(found, () =>
      found.length === 0
        ? "Nothing waits for approval."
        : table(
            ["run", "step", "since", "until", "state", "message"],
            found.map((approval) => [
              approval.run,
              approval.step,
              instant(approval.createdAt),
              instant(approval.expiresAt),
              approval.outcome ?? "open",
              approval.message,
            ]),
          ),
    );
    return EXIT.ok;
  },
});
