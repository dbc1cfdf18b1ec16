import { commentAlert, getAlert, searchAlerts, updateAlertStatus } from "@riposte/db";
import type { Alert as StoredAlert, Database } from "@riposte/db";
import type { Alert, StatusChange, StorePort } from "@riposte/integrations";
import { persistently } from "./persistently.ts";

/**
 * Our own alerts for actions. Changes go by request key, so that they are repeated for as long as the
 * database is down; reads fail then, and Temporal tries the whole step again.
 */
export function createStore(db: Database, workspaceId: string): StorePort {
  return {
    getAlert: async (uuid) => {
      const alert = await getAlert(db, workspaceId, storable(uuid));
      return alert === null ? null : shown(alert);
    },
    searchAlerts: async (search) => {
      const { items, total } = await searchAlerts(db, workspaceId, storable(search));
      return { items: items.map(shown), total };
    },
    commentAlert: async (change) => {
      const result = await persistently(() => commentAlert(db, { workspaceId, ...storable(change) }));
      return result.kind === "commented" ? result.comment : result.kind;
    },
    updateAlertStatus: async (change) => {
      try {
        return await persistently(() => setStatus(db, { workspaceId, ...storable(change) }));
      } catch (error) {
        if (error instanceof Refused) return error.reason;
        throw error;
      }
    },
  };
}

/** Thrown inside a transaction, so that nothing of it stays. */
class Refused extends Error {
  readonly reason: "alert_not_found" | "too_many_comments";

  constructor(reason: Refused["reason"]) {
    super(reason);
    this.reason = reason;
  }
}

function setStatus(db: Database, change: StatusChange & { readonly workspaceId: string }) {
  const { comment, ...status } = change;
  return db.transaction(async (tx) => {
    const result = await updateAlertStatus(tx, status);
    if (result.kind === "status_unknown") throw new Error(`The store has no status ${change.statusUuid}.`);
    if (result.kind === "alert_not_found") throw new Refused(result.kind);
    const commented = comment === null ? null : await commentAlert(tx, { ...change, content: comment });
    if (commented !== null && commented.kind !== "commented") throw new Refused(commented.kind);
    return result.changed ? "updated" : "unchanged";
  });
}

/** PostgreSQL's texts hold no NUL. Whoever sends one in an event must not be able to stop the playbook by it. */
function storable<T>(value: T): T {
  if (typeof value === "string") return value.replaceAll("\0", "\uFFFD") as T;
  if (Array.isArray(value)) return value.map(storable) as T;
  if (value === null || typeof value !== "object" || value instanceof Date) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, storable(inner)])) as T;
}

/** The store's types are read-only all the way down, the schema's are not; they are the same otherwise. */
function shown(alert: StoredAlert): Alert {
  return alert as Alert;
}
