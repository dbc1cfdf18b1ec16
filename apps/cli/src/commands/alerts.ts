import { defineCommand } from "../command.ts";
import type { Client } from "../client.ts";
import { EXIT } from "../exit-codes.ts";
import { limitOption, readLimit } from "../limit.ts";
import { table } from "../table.ts";
import { instant } from "../time.ts";

type Alert = Awaited<ReturnType<Client["alerts"]["get"]["query"]>>;

export const alerts = defineCommand({
  usage: "alerts [ID] [--limit N]",
  about:
    "Lists the alerts, the newest first; with an id (uuid or short id), shows one with comments and history.",
  words: [0, 1],
  options: limitOption("alerts"),
  examples: [
    { line: "alerts", about: "the latest" },
    { line: "alerts AL-SIGNIN1", about: "one of them" },
  ],
  online: true,
  run: async ({ words: [id], values, client, answer }) => {
    const limit = readLimit("alerts", values.limit);
    const server = await client();
    if (id !== undefined) {
      const alert = await server.alerts.get.query({ id });
      answer(alert, () => tellAlert(alert));
      return EXIT.ok;
    }
    const page = await server.alerts.list.query({ limit });
    answer(page, () =>
      page.items.length === 0
        ? "No alert."
        : table(
            ["alert", "status", "urgency", "at", "title"],
            page.items.map((alert) => [
              alert.short_id,
              alert.status.name,
              `${alert.urgency.display} ${alert.urgency.current_value}`,
              at(alert.created_at),
              alert.title,
            ]),
          ),
    );
    return EXIT.ok;
  },
});

function tellAlert(alert: Alert): string {
  const comments = alert.comments.map(({ date, author, content }) => `  ${at(date)} ${author}: ${content}`);
  const history = alert.history.flatMap(({ created_at, created_by, alert: change }) =>
    change === undefined
      ? []
      : [`  ${at(created_at)} ${created_by}: ${change.previous_status} → ${change.status}`],
  );
  return [
    `${alert.short_id}  ${alert.title}`,
    `  ${alert.uuid}`,
    `  ${alert.status.name}, urgency ${alert.urgency.current_value} (${alert.urgency.display}), ${at(alert.created_at)}`,
    `  ${alert.source ?? "–"} → ${alert.target ?? "–"}, ${alert.entity.name}, rule ${alert.rule.name}`,
    `  ${alert.details}`,
    ...(comments.length === 0 ? [] : ["Comments", ...comments]),
    ...(history.length === 0 ? [] : ["Status", ...history]),
  ].join("\n");
}

/** Seconds since the epoch. */
function at(seconds: number): string {
  return instant(new Date(seconds * 1_000).toISOString());
}
