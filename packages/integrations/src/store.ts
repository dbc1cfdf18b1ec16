import type { Alert, AlertComment } from "./riposte/alert.ts";

/** Our own alerts, as actions see them. Implemented where the database is; a change happens once per request key. */
export interface StorePort {
  /** By uuid or short id. */
  getAlert(uuid: string): Promise<Alert | null>;
  searchAlerts(search: AlertSearch): Promise<{ readonly items: readonly Alert[]; readonly total: number }>;
  commentAlert(change: CommentChange): Promise<AlertComment | "alert_not_found" | "too_many_comments">;
  /** With its comment or not at all; `unchanged` where the alert has that status already. */
  updateAlertStatus(
    change: StatusChange,
  ): Promise<"updated" | "unchanged" | "alert_not_found" | "too_many_comments">;
}

interface Change {
  /** Uuid or short id. */
  readonly alert: string;
  readonly author: string;
  readonly requestKey: string;
}

export interface CommentChange extends Change {
  readonly content: string;
}

export interface StatusChange extends Change {
  readonly statusUuid: string;
  /** Null: none goes with it. */
  readonly comment: string | null;
}

/** The values of a field are alternatives; from and to are both included, null leaves that side open. */
export interface AlertSearch {
  readonly match: { readonly [F in AlertMatchField]?: readonly string[] };
  readonly nomatch: { readonly [F in AlertMatchField]?: readonly string[] };
  readonly date: {
    readonly [F in "created_at" | "updated_at"]?: readonly [Date | null, Date | null] | undefined;
  };
  readonly range: {
    readonly [F in "urgency" | "similar"]?: readonly [number | null, number | null] | undefined;
  };
  readonly limit: number;
  readonly offset: number;
  readonly sort: (typeof alertSortFields)[number];
  readonly direction: "asc" | "desc";
}

export const alertMatchFields = [
  "uuid",
  "short_id",
  "title",
  "status_uuid",
  "status_name",
  "urgency_display",
  "rule_name",
  "rule_uuid",
  "entity_name",
  "entity_uuid",
  "community_uuid",
  "type_category",
  "type_value",
  "source",
  "target",
  "detection_type",
] as const;
export type AlertMatchField = (typeof alertMatchFields)[number];

export const alertSortFields = [
  "created_at",
  "updated_at",
  "urgency",
  "similar",
  "title",
  "short_id",
] as const;
