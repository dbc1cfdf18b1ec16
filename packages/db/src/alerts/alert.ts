import type { AlertStatus } from "./statuses.ts";

/** An alert as the public Sekoia API gives it, as far as our store fills it. Times are seconds since the epoch. */
export interface Alert extends AlertBody {
  readonly uuid: string;
  readonly short_id: string;
  readonly title: string;
  readonly status: Pick<AlertStatus, "uuid" | "name" | "description">;
  readonly comments: readonly AlertComment[];
  readonly history: readonly AlertHistoryEntry[];
  readonly number_of_total_comments: number;
  readonly created_at: number;
  readonly updated_at: number;
}

/** What lies in the column `body`: everything that our own actions do not change. */
export interface AlertBody {
  readonly details: string;
  readonly community_uuid: string;
  readonly entity: { readonly uuid: string; readonly name: string };
  readonly alert_type: { readonly category: string; readonly value: string };
  readonly urgency: Urgency;
  readonly rule: AlertRule;
  readonly detection_type: string;
  readonly source: string | null;
  readonly target: string | null;
  readonly similar: number;
  readonly kill_chain_short_id: string;
  readonly ttps: readonly { id: string; type: string; name: string; description: string }[];
  readonly adversaries: readonly { id: string; type: string; name: string; description: string }[];
  readonly assets: readonly string[];
  readonly event_uuids: readonly string[];
  readonly intake_uuids: readonly string[];
  readonly cases: readonly { short_id: string; name: string; status: string }[];
  readonly stix: { readonly [key: string]: unknown };
  readonly is_incident: boolean;
  readonly countermeasures: readonly unknown[];
  readonly first_seen_at: string;
  readonly last_seen_at: string;
  readonly time_to_ingest: number;
  readonly time_to_detect: number;
}

/** 0 to 100 each; `display` is Low below 50, High from 75, Medium between. */
export interface Urgency {
  readonly current_value: number;
  readonly value: number;
  readonly severity: number;
  readonly criticity: number;
  readonly display: "Low" | "Medium" | "High";
}

interface AlertRule {
  readonly uuid: string;
  readonly name: string;
  readonly severity: number;
  readonly type: string;
  readonly pattern: string;
  readonly description: string;
}

export interface AlertComment {
  readonly uuid: string;
  readonly content: string;
  readonly author: string;
  readonly date: number;
  readonly created_by: string;
  readonly created_by_type: string;
  readonly unseen: boolean;
}

export interface AlertHistoryEntry {
  readonly uuid: string;
  readonly entry_type: "alert" | "comment";
  readonly created_at: number;
  readonly created_by: string;
  readonly created_by_type: string;
  readonly alert?: { readonly status: string; readonly previous_status: string };
  readonly comment?: { readonly uuid: string; readonly content: string };
}

/** The mean of the rule's severity and the asset's criticality; the severity alone when there is none. */
export function urgencyOf(severity: number, criticity: number): Urgency {
  const value = criticity === 0 ? severity : Math.floor((severity + criticity) / 2);
  const display = value >= 75 ? "High" : value >= 50 ? "Medium" : "Low";
  return { current_value: value, value, severity, criticity, display };
}
