import { randomUUID } from "node:crypto";
import { alertExample } from "../riposte/alert-example.ts";
import type { Alert, AlertComment } from "../riposte/alert.ts";
import type { AlertSearch, StorePort } from "../store.ts";

/** A store with one alert, `alertExample`; `searches` holds what was asked for. */
export interface MemoryStore extends StorePort {
  readonly alert: () => Alert;
  readonly searches: readonly AlertSearch[];
}

export function createMemoryStore(): MemoryStore {
  let alert = structuredClone(alertExample);
  const comments = new Map<string, AlertComment>();
  const searches: AlertSearch[] = [];
  const isThere = (id: string) => id === alert.uuid || id === alert.short_id;
  const store: MemoryStore = {
    alert: () => alert,
    searches,
    getAlert: async (uuid) => (isThere(uuid) ? alert : null),
    searchAlerts: async (search) => {
      searches.push(search);
      return { items: [alert], total: 1 };
    },
    commentAlert: async ({ alert: id, author, content, requestKey }) => {
      if (!isThere(id)) return "alert_not_found";
      const by = { author, created_by: author, created_by_type: "application" };
      const comment = comments.get(requestKey) ?? {
        uuid: randomUUID(),
        content,
        ...by,
        date: 0,
        unseen: false,
      };
      comments.set(requestKey, comment);
      alert = { ...alert, comments: [...comments.values()] };
      return comment;
    },
    updateAlertStatus: async ({ statusUuid, comment, ...change }) => {
      if (!isThere(change.alert)) return "alert_not_found";
      if (comment !== null) await store.commentAlert({ ...change, content: comment });
      if (alert.status.uuid === statusUuid) return "unchanged";
      alert = { ...alert, status: { ...alert.status, uuid: statusUuid } };
      return "updated";
    },
  };
  return store;
}
