import { useQuery } from "@tanstack/react-query";
import { decodeData } from "@riposte/template";
import type { Data } from "@riposte/template";
import { useMemo } from "react";
import { trpc } from "../api/trpc.ts";
import { useChosenRun } from "./chosen-run.ts";
import { NO_SAMPLE } from "./data/scope.ts";
import type { Sample } from "./data/scope.ts";

const FRESH_MS = 15_000;

/** What the steps gave in the chosen run, or else when they last ran; nothing while nobody knows. */
export function useSample(playbook: string): Sample {
  const run = useChosenRun(playbook);
  const latest = trpc.samples.latest.queryOptions(
    { playbook },
    { staleTime: FRESH_MS, enabled: run === null },
  );
  const ofRun = trpc.samples.ofRun.queryOptions(
    { playbook, run: run ?? "" },
    { staleTime: FRESH_MS, enabled: run !== null },
  );
  const last = useQuery(latest).data;
  const chosen = useQuery(ofRun).data;
  const data = run === null ? last : chosen;
  return useMemo(() => {
    if (data === undefined || data.run === null) return NO_SAMPLE;
    const { id, createdAt, version } = data.run;
    const outputs = data.steps.flatMap(({ step, run: from, output }) => {
      const value = decode(output?.json);
      return value === undefined ? [] : [[step, { run: from, value }] as const];
    });
    return {
      run: { id, at: createdAt, version, isChosen: run !== null },
      event: decode(data.event?.json),
      outputs: new Map(outputs),
    };
  }, [data, run]);
}

/** What is too large for an answer counts as not known. */
function decode(json: string | null | undefined): Data | undefined {
  if (json === null || json === undefined) return undefined;
  try {
    return decodeData(json);
  } catch {
    return undefined;
  }
}
