import { defineCommand } from "../command.ts";
import { EXIT } from "../exit-codes.ts";
import { table } from "../table.ts";
import { instant } from "../time.ts";

export const playbooks = defineCommand({
  usage: "playbooks",
  about: "Lists the playbooks: which version is published, and whether it is on.",
  words: [0, 0],
  options: {},
  examples: [{ line: "playbooks --json | jq -r '.[].name'", about: "their names" }],
  online: true,
  run: async ({ client, answer }) => {
    const rows = await (await client()).playbooks.list.query();
    answer(rows, () =>
      rows.length === 0
        ? "No playbook. riposte apply --help shows how to make one."
        : table(
            ["playbook", "id", "on", "version", "trigger", "changed"],
            rows.map((row) => [
              row.name,
              row.id,
              row.archived ? "archived" : row.enabled ? "on" : "off",
              row.publishedVersion === null ? "draft" : String(row.publishedVersion),
              row.trigger ?? "–",
              instant(row.updatedAt),
            ]),
          ),
    );
    return EXIT.ok;
  },
});
