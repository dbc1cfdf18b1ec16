import { commentAlert, getAlert, searchAlerts, updateAlertStatus } from "@riposte/db";
import type { Alert as StoredAlert, Database } from "@riposte/db";
import type { Alert, StorePort } from "@riposte/integrations";
import { persistently } from "./persistently.ts";

/**
 * Our own alerts for actions. Changes go by request key, so that they are repeated for as long as the
 * database is down; reads fail then, and Temporal tries the whole step again.
 */
export function createStore(db: Database, workspaceId: string): StorePort {
  return {
    getAlert: async (uuid) => {
      const alert = await getAlert(db, workspaceId, uuid);
      return alert === null ? null : shown(alert);
    },
    searchAlerts: async (search) => {
      const { items, total } = await searchAlerts(db, workspaceId, search);
      return { items: items.map(shown), total };
    },
    commentAlert: async (change) => {
      const result = await persistently(() => commentAlert(db, { workspaceId, ...change }));
      return result.kind === "commented" ? result.comment : result.kind;
    },
    updateAlertStatus: async (change) => {
      const result = await persistently(() => updateAlertStatus(db, { workspaceId, ...change }));
      if (result.kind === "status_unknown") throw new Error(`The store has no status ${change.statusUuid}.`);
      return result.kind;
    },
  };
}

/** The store's types are read-only all the way down, the schema's are not; they are the same otherwise. */
function shown(alert: StoredAlert): Alert {
  return alert as Alert;
}
