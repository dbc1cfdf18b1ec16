import { useMutation, useQueries } from "@tanstack/react-query";
import { useMemo } from "react";
import type { DraftGraph } from "@riposte/draft";
import { queryClient, trpc } from "../api/trpc.ts";
import { textOf } from "../canvas/node-fields.ts";
import { counted } from "../canvas/plain-line.ts";
import { draftOf, inputOf } from "../panel/script/script-draft.ts";
import type { SavedScript } from "../panel/script/script-draft.ts";
import { tellDone, tellFailed } from "../shell/tell.tsx";
import type { Place, Query } from "./find-text.ts";
import { placesIn, writtenOver } from "./find-text.ts";

/** A line of a script that holds what is sought. */
export interface ScriptHit {
  readonly script: string;
  /** From 1. */
  readonly line: number;
  readonly text: string;
}

interface Found {
  readonly script: SavedScript;
  readonly places: readonly Place[];
}

/** What is sought in the scripts that the playbook's steps run, and what writes it over: as new versions of them. */
export function useScripts(graph: DraftGraph, query: Query) {
  const names = useMemo(() => scriptsOf(graph), [graph]);
  const saved = useQueries({
    queries: names.map((name) => trpc.actions.get.queryOptions({ name }, { enabled: query.text !== "" })),
    combine: (results) => results.flatMap(({ data }) => data ?? []),
  });
  const found = saved.flatMap((script): Found[] => {
    const places = placesIn(script.source, query);
    return places.length === 0 ? [] : [{ script, places }];
  });
  const save = useMutation(
    trpc.actions.save.mutationOptions({
      onSettled: () =>
        Promise.all([
          queryClient.invalidateQueries(trpc.actions.pathFilter()),
          queryClient.invalidateQueries(trpc.catalogue.pathFilter()),
        ]),
    }),
  );
  const replaceAll = async (replacement: string) => {
    for (const { script, places } of found) {
      const source = writtenOver(script.source, places, replacement);
      try {
        const { version } = await save.mutateAsync(inputOf(draftOf({ ...script, source })));
        tellDone(`${script.name}: ${counted(places.length, "place")} replaced, saved as version ${version}.`);
      } catch (error) {
        tellFailed(`${script.name} was not changed`, error);
        return;
      }
    }
  };
  return {
    hits: found.flatMap(hitsIn),
    count: found.reduce((sum, { places }) => sum + places.length, 0),
    replaceAll,
    isSaving: save.isPending,
  };
}

function scriptsOf({ nodes }: DraftGraph): readonly string[] {
  const keys = nodes
    .filter(({ kind }) => kind === "action")
    .map((node) => textOf(node, "action"))
    .filter((key) => key.startsWith("script."));
  return [...new Set(keys)];
}

/** Each line once. */
function hitsIn({ script, places }: Found): readonly ScriptHit[] {
  const lines = script.source.split("\n");
  const numbers = places.map(({ at }) => script.source.slice(0, at).split("\n").length);
  return [...new Set(numbers)].map((line) => ({
    script: script.name,
    line,
    text: lines[line - 1]?.trim() ?? "",
  }));
}
