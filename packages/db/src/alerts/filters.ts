import { and, or, sql } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import { alerts } from "../schema/store.ts";
import { storableText } from "../queries/storable-text.ts";
import { alertStatuses } from "./statuses.ts";

/** Filters as the public API names them: `match[status_name]`, `nomatch[…]`, `date[created_at]`, `range[urgency]`. */
export interface AlertFilters {
  /** By field, the values that will do: any of them, in every field. Case does not count; a title need only contain it. */
  readonly match?: { readonly [F in MatchField]?: readonly string[] | undefined };
  /** In title, short id, rule, entity, source or target. Case does not count. */
  readonly text?: string | undefined;
  readonly nomatch?: { readonly [F in MatchField]?: readonly string[] | undefined };
  /** From and to, both included; null: open. */
  readonly date?: {
    readonly [F in "created_at" | "updated_at"]?: readonly [Date | null, Date | null] | undefined;
  };
  readonly range?: {
    readonly [F in "urgency" | "similar"]?: readonly [number | null, number | null] | undefined;
  };
}

const statusName = sql`case ${alerts.statusUuid} ${sql.join(
  alertStatuses.map((status) => sql`when ${status.uuid} then ${status.name}`),
  sql` `,
)} end`;

const fields = {
  uuid: sql`${alerts.id}`,
  short_id: sql`${alerts.shortId}`,
  title: sql`${alerts.title}`,
  status_uuid: sql`${alerts.statusUuid}`,
  status_name: statusName,
  urgency_display: inBody("urgency", "display"),
  rule_name: inBody("rule", "name"),
  rule_uuid: inBody("rule", "uuid"),
  entity_name: inBody("entity", "name"),
  entity_uuid: inBody("entity", "uuid"),
  community_uuid: inBody("community_uuid"),
  type_category: inBody("alert_type", "category"),
  type_value: inBody("alert_type", "value"),
  source: inBody("source"),
  target: inBody("target"),
  detection_type: inBody("detection_type"),
} satisfies Record<string, SQL>;

type MatchField = keyof typeof fields;
const matchFields = Object.keys(fields) as readonly MatchField[];

const instants = { created_at: sql`${alerts.createdAt}`, updated_at: sql`${alerts.updatedAt}` };
const numbers = {
  urgency: sql`(${inBody("urgency", "current_value")})::numeric`,
  similar: sql`(${inBody("similar")})::numeric`,
};

/** What alerts may be sorted by. */
export const sortExpressions = {
  ...instants,
  ...numbers,
  title: fields.title,
  short_id: fields.short_id,
} satisfies Record<string, SQL>;

export function whereAlerts(filters: AlertFilters): SQL | undefined {
  const conditions: (SQL | undefined)[] = [];
  for (const field of matchFields) {
    const wanted = filters.match?.[field];
    if (wanted !== undefined) conditions.push(matches(field, wanted));
    const unwanted = filters.nomatch?.[field];
    if (unwanted !== undefined) conditions.push(sql`(${matches(field, unwanted)}) is not true`);
  }
  if (filters.text !== undefined) conditions.push(holds(filters.text));
  for (const field of ["created_at", "updated_at"] as const) {
    const [from, to] = filters.date?.[field] ?? [null, null];
    conditions.push(between(instants[field], from?.toISOString() ?? null, to?.toISOString() ?? null));
  }
  for (const field of ["urgency", "similar"] as const) {
    const [low, high] = filters.range?.[field] ?? [null, null];
    conditions.push(between(numbers[field], low, high));
  }
  return and(...conditions);
}

const searched = ["short_id", "title", "rule_name", "entity_name", "source", "target"] as const;

function holds(text: string): SQL {
  const all = sql.join(
    searched.map((field) => fields[field]),
    sql`, `,
  );
  return sql`strpos(lower(concat_ws(' ', ${all})), lower(${storableText(text)})) > 0`;
}

function matches(field: MatchField, values: readonly string[]): SQL {
  const text = sql`lower(${fields[field]})`;
  const options = values
    .map(storableText)
    .map((value) =>
      field === "title" ? sql`strpos(${text}, lower(${value})) > 0` : sql`${text} = lower(${value})`,
    );
  return or(...options) ?? sql`false`;
}

function between(expression: SQL, from: string | number | null, to: string | number | null): SQL | undefined {
  return and(
    from === null ? undefined : sql`${expression} >= ${from}`,
    to === null ? undefined : sql`${expression} <= ${to}`,
  );
}

function inBody(...path: string[]): SQL {
  return sql`${alerts.body}::json #>> ${sql.raw(`'{${path.join(",")}}'`)}`;
}
