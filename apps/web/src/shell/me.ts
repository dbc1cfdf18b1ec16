import { useQuery } from "@tanstack/react-query";
import type { inferOutput } from "@trpc/tanstack-react-query";
import type { Permission, Permissions } from "@riposte/api/router";
import { trpc } from "../api/trpc.ts";

/** For what the face says of roles; the compiler holds it to what the API says. */
const LEAST_ROLES: { readonly [P in Permission]?: Permissions[P] } = {
  "playbooks.write": "author",
  "playbooks.publish": "author",
  "connectors.write": "admin",
  "alerts.write": "analyst",
  "runs.start": "analyst",
  "runs.cancel": "analyst",
  "runs.resolve": "analyst",
  "approvals.decide": "analyst",
  "outbox.read": "analyst",
  "audit.read": "admin",
};

export type Me = inferOutput<typeof trpc.me.get>;

/** Null until the server has answered. */
export function useMe(): Me | null {
  return useMeQuery().data ?? null;
}

export function useMeQuery() {
  return useQuery(trpc.me.get.queryOptions(undefined, { staleTime: 60_000 }));
}

/** Whether to offer something; the server decides again. False until it is known. */
export function useMay(permission: Permission): boolean {
  return useMe()?.permissions.includes(permission) ?? false;
}

/** The least role that has it. */
export function leastRole(permission: Permission): string {
  return LEAST_ROLES[permission] ?? "admin";
}
