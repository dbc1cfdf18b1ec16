import { z } from "zod";
import { defineCommand } from "../command.ts";
import { EXIT } from "../exit-codes.ts";
import { limitOption, readLimit } from "../limit.ts";
import { table } from "../table.ts";
import { instant } from "../time.ts";

const mail = z.object({ to: z.union([z.string(), z.array(z.string())]), subject: z.string() }).partial();

export const outbox = defineCommand({
  usage: "outbox [--limit N]",
  about: "Lists mail, the newest first: what was sent, and what is kept because no SMTP server is set up.",
  words: [0, 0],
  options: limitOption("outbox"),
  examples: [{ line: "outbox --json | jq '.[0].message'", about: "the last message, whole" }],
  online: true,
  run: async ({ values, client, answer }) => {
    const limit = readLimit("outbox", values.limit);
    const { items: rows } = await (await client()).outbox.list.query({ limit });
    answer(rows, () =>
      rows.length === 0
        ? "No mail."
        : table(
            ["message", "state", "at", "to", "subject"],
            rows.map((row) => {
              const { to = "", subject = "" } = mail.safeParse(row.message).data ?? {};
              const addressees = typeof to === "string" ? to : to.join(", ");
              return [row.id, row.error ?? row.state, instant(row.createdAt), addressees, subject];
            }),
          ),
    );
    return EXIT.ok;
  },
});
