import { z } from "zod";
import { defineAction } from "../action.ts";
import { alertMatchFields, alertSortFields } from "../store.ts";
import { alertExample } from "./alert-example.ts";
import { readLists, readRange, toInstant, toNumber } from "./alert-filters.ts";
import { alert, showAlert } from "./alert.ts";

const list = z.string().optional();

function fields<F extends string>(prefix: "match" | "nomatch", names: readonly F[]) {
  const verb = prefix === "match" ? "Is" : "Is not";
  const entries = names.map((name) => [
    `${prefix}[${name}]`,
    list.describe(`${verb} one of these, separated by commas`),
  ]);
  return Object.fromEntries(entries) as { [K in `${typeof prefix}[${F}]`]: typeof list };
}

export const searchAlerts = defineAction({
  key: "riposte.search_alerts",
  name: "Search alerts",
  description: "Lists alerts that fit all the given filters, newest first unless told otherwise.",
  kind: "getter",
  effect: "read",
  idempotent: true,
  execution: "short",
  arguments: z.strictObject({
    ...fields("match", alertMatchFields),
    ...fields("nomatch", alertMatchFields),
    "date[created_at]": list.describe("From and to, ISO 8601, separated by a comma; either may be empty"),
    "date[updated_at]": list.describe("From and to, ISO 8601, separated by a comma; either may be empty"),
    "range[urgency]": list.describe("Lowest and highest, separated by a comma; either may be empty"),
    "range[similar]": list.describe("Lowest and highest, separated by a comma; either may be empty"),
    limit: z.int().min(1).max(100).default(20).describe("How many at most"),
    offset: z.int().min(0).default(0).describe("How many to skip"),
    sort: z.enum(alertSortFields).default("created_at"),
    direction: z.enum(["asc", "desc"]).default("desc"),
    stix: z.boolean().default(false).describe("With their STIX bundles"),
    cases: z.boolean().default(false).describe("With the cases they belong to"),
  }),
  result: z.object({ total: z.int(), has_more: z.boolean(), items: z.array(alert) }),
  target: () => [],
  examples: [
    {
      arguments: { "match[status_name]": "Pending,Ongoing", "range[urgency]": "50,", limit: 10 },
      result: { total: 1, has_more: false, items: [alertExample] },
    },
  ],

  async run(args, { store }) {
    const { items, total } = await store.searchAlerts({
      match: readLists(args, "match"),
      nomatch: readLists(args, "nomatch"),
      date: {
        created_at: readRange(args, "date[created_at]", toInstant),
        updated_at: readRange(args, "date[updated_at]", toInstant),
      },
      range: {
        urgency: readRange(args, "range[urgency]", toNumber),
        similar: readRange(args, "range[similar]", toNumber),
      },
      limit: args.limit,
      offset: args.offset,
      sort: args.sort,
      direction: args.direction,
    });
    const has_more = args.offset + items.length < total;
    return { total, has_more, items: items.map((item) => showAlert(item, args)) };
  },
});
