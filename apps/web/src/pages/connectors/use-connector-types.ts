import { useQuery } from "@tanstack/react-query";
import { trpc } from "../../api/trpc.ts";

export interface ConnectorType {
  readonly type: string;
  readonly name: string;
  readonly description: string;
  /** JSON Schemas; absent for types that only scripts know. */
  readonly schemas?: { readonly settings: unknown; readonly secrets: unknown };
}

/** What can be connected: built in, and asked for by uploaded scripts. Null until it is known. */
export function useConnectorTypes(): readonly ConnectorType[] | null {
  const { data } = useQuery(trpc.catalogue.get.queryOptions(undefined, { staleTime: 60_000 }));
  if (data === undefined) return null;
  const builtIn = data.connectorTypes.map(({ type, name, description, settings, secrets }) => ({
    type,
    name,
    description,
    schemas: { settings, secrets },
  }));
  const known = new Set(builtIn.map(({ type }) => type));
  const asked = Map.groupBy(
    data.actions.filter(({ connector }) => connector !== null && !known.has(connector)),
    ({ connector }) => connector ?? "",
  );
  const own = [...asked].map(([type, actions]) => ({
    type,
    name: type,
    description: `For the scripts ${actions.map(({ name }) => name).join(", ")}.`,
  }));
  return [...builtIn, ...own];
}
