import { useQuery } from "@tanstack/react-query";
import type { Catalogue } from "@riposte/plan";
import { useMemo } from "react";
import { trpc } from "../api/trpc.ts";
import { withLogos, withLogosOf } from "./module-logos.ts";

const EMPTY: Catalogue = { actions: new Map(), triggers: new Map(), connectors: new Map() };

/** What this workspace's steps can be: empty until the server has told. */
export function useCatalogue(): Catalogue {
  const { data } = useQuery(trpc.catalogue.get.queryOptions(undefined, { staleTime: 60_000 }));
  return useMemo(() => {
    if (data === undefined) return EMPTY;
    return {
      actions: new Map(withLogos(data).map((entry) => [entry.key, entry])),
      triggers: new Map(withLogosOf(data.triggers, data.modules).map((entry) => [entry.key, entry])),
      connectors: new Map(data.connectors.map(({ name, type }) => [name, type])),
      connectorGroups: new Map(
        data.connectors.flatMap(({ name, group }) => (group === null ? [] : [[name, group]])),
      ),
      runnerGroups: new Set(data.runnerGroups),
      playbooks: new Map(data.playbooks.map((entry) => [entry.id, entry])),
      ...(data.people === null ? {} : { people: new Map(data.people) }),
      events: new Map(data.events.map((source) => [source.key, source])),
      ...(data.interpreters.length === 0 ? {} : { interpreters: new Set(data.interpreters) }),
      learnt: new Map(data.learnt.map(({ action, result }) => [action, result])),
    };
  }, [data]);
}
