import { z } from "zod";

/** An alert in the shape of Sekoia's public API, as far as our store fills it. Times are seconds since the epoch. */
const score = z.int().min(0).max(100);
const threat = z.object({ id: z.string(), type: z.string(), name: z.string(), description: z.string() });

export const alertComment = z.object({
  uuid: z.string(),
  content: z.string(),
  author: z.string(),
  date: z.int(),
  created_by: z.string(),
  created_by_type: z.string(),
  unseen: z.boolean(),
});

const historyEntry = z.object({
  uuid: z.string(),
  entry_type: z.enum(["alert", "comment"]),
  created_at: z.int(),
  created_by: z.string(),
  created_by_type: z.string(),
  alert: z.object({ status: z.string(), previous_status: z.string() }).optional(),
  comment: z.object({ uuid: z.string(), content: z.string() }).optional(),
});

export const alert = z.object({
  uuid: z.string(),
  short_id: z.string(),
  title: z.string(),
  details: z.string(),
  status: z.object({ uuid: z.string(), name: z.string(), description: z.string() }),
  urgency: z.object({
    current_value: score,
    value: score,
    severity: score,
    criticity: score,
    display: z.enum(["Low", "Medium", "High"]),
  }),
  alert_type: z.object({ category: z.string(), value: z.string() }),
  rule: z.object({
    uuid: z.string(),
    name: z.string(),
    severity: z.int(),
    type: z.string(),
    pattern: z.string(),
    description: z.string(),
  }),
  entity: z.object({ uuid: z.string(), name: z.string() }),
  community_uuid: z.string(),
  detection_type: z.string(),
  source: z.string().nullable(),
  target: z.string().nullable(),
  similar: z.int(),
  kill_chain_short_id: z.string(),
  ttps: z.array(threat),
  adversaries: z.array(threat),
  assets: z.array(z.string()),
  event_uuids: z.array(z.string()),
  intake_uuids: z.array(z.string()),
  is_incident: z.boolean(),
  countermeasures: z.array(z.unknown()),
  comments: z.array(alertComment),
  history: z.array(historyEntry),
  number_of_total_comments: z.int(),
  created_at: z.int(),
  updated_at: z.int(),
  first_seen_at: z.string(),
  last_seen_at: z.string(),
  time_to_ingest: z.int(),
  time_to_detect: z.int(),
  cases: z.array(z.object({ short_id: z.string(), name: z.string(), status: z.string() })).optional(),
  stix: z.record(z.string(), z.unknown()).optional(),
});

export type Alert = z.infer<typeof alert>;
export type AlertComment = z.infer<typeof alertComment>;

/** STIX and cases are large: they come only where they were asked for. */
export function showAlert(stored: Alert, shown: { readonly stix: boolean; readonly cases: boolean }): Alert {
  const { stix, cases, ...rest } = stored;
  return {
    ...rest,
    ...(shown.stix && stix !== undefined ? { stix } : {}),
    ...(shown.cases && cases !== undefined ? { cases } : {}),
  };
}
