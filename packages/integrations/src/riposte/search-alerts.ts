import { z } from "zod";
import { ActionError } from "../action-error.ts";
import { defineAction } from "../action.ts";
import { alertMatchFields, alertSortFields } from "../store.ts";
import type { AlertMatchField } from "../store.ts";
import { alertExample } from "./alert-example.ts";
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
      match: lists("match", args),
      nomatch: lists("nomatch", args),
      date: pairs("date", ["created_at", "updated_at"] as const, args, toInstant),
      range: pairs("range", ["urgency", "similar"] as const, args, toNumber),
      limit: args.limit,
      offset: args.offset,
      sort: args.sort,
      direction: args.direction,
    });
    const has_more = args.offset + items.length < total;
    return { total, has_more, items: items.map((item) => showAlert(item, args)) };
  },
});

type Filters = Readonly<Record<string, unknown>>;

/** An empty filter is no filter. */
function textOf(args: Filters, name: string): string | undefined {
  const text = args[name];
  return typeof text === "string" && text.trim() !== "" ? text : undefined;
}

function lists(prefix: string, args: Filters): { [F in AlertMatchField]?: string[] } {
  const found: { [F in AlertMatchField]?: string[] } = {};
  for (const field of alertMatchFields) {
    const values = textOf(args, `${prefix}[${field}]`)?.split(",");
    if (values !== undefined)
      found[field] = values.map((value) => value.trim()).filter((value) => value !== "");
  }
  return found;
}

function pairs<F extends string, V>(
  prefix: string,
  names: readonly F[],
  args: Filters,
  parse: (text: string) => V | undefined,
): { [K in F]?: readonly [V | null, V | null] } {
  const found: { [K in F]?: readonly [V | null, V | null] } = {};
  for (const name of names) {
    const argument = `${prefix}[${name}]`;
    const sides = textOf(args, argument)?.split(",");
    if (sides === undefined) continue;
    const [from, to = null, ...others] = sides.map((side) =>
      side.trim() === "" ? null : parse(side.trim()),
    );
    if (from === undefined || to === undefined || others.length > 0) {
      throw new ActionError(
        "bad_arguments",
        `${argument} is "${sides.join(",")}". Write from and to with one comma between them.`,
        { field: `arguments.${argument}` },
      );
    }
    found[name] = [from, to];
  }
  return found;
}

function toInstant(text: string): Date | undefined {
  const isIso = /^\d{4}-\d{2}-\d{2}(T[\d:.]+(Z|[+-]\d{2}:\d{2}))?$/.test(text);
  const instant = new Date(text);
  return isIso && !Number.isNaN(instant.getTime()) ? instant : undefined;
}

function toNumber(text: string): number | undefined {
  const value = Number(text);
  return Number.isFinite(value) ? value : undefined;
}
