import { decodeData } from "@riposte/template";
import type { Data } from "@riposte/template";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useMemo } from "react";
import { trpc } from "../api/trpc.ts";
import type { RunOutline } from "./run-data.ts";
import { glance } from "./value/value-rows.ts";

const FIELDS = 3;
const NONE: ReadonlyMap<string, string> = new Map();

/** A value in a line: of an object, its first fields. */
export function valueLine(value: Data): string {
  if (!(value instanceof Map)) return glance(value);
  const shown = [...value].slice(0, FIELDS).map(([key, inner]) => `${key}: ${glance(inner)}`);
  return `${shown.join(", ")}${value.size > FIELDS ? ", …" : ""}`;
}

/** What the steps of a run gave, each in a line; of what is in a loop nothing, for there it is another thing each time. */
export function useValueLines(
  outline: Pick<RunOutline, "run" | "steps"> | undefined,
): ReadonlyMap<string, string> {
  const run = outline?.run.id ?? "";
  const playbook = outline?.run.playbook.id ?? "";
  // More of them are there once more steps have ended.
  const ended = outline?.steps.filter(({ finishedAt }) => finishedAt !== null).length ?? 0;
  const question = trpc.samples.ofRun.queryOptions({ playbook, run }, { enabled: run !== "" });
  const { data, refetch } = useQuery(question);
  useEffect(() => {
    if (ended > 0) void refetch();
  }, [ended, refetch]);
  return useMemo(() => {
    if (data === undefined) return NONE;
    return new Map(
      data.steps.flatMap(({ step, output }) => {
        const line = lineOf(output?.json);
        return line === null ? [] : [[step, line] as const];
      }),
    );
  }, [data]);
}

/** What is too large for an answer has none. */
function lineOf(json: string | null | undefined): string | null {
  if (json === null || json === undefined) return null;
  try {
    return valueLine(decodeData(json));
  } catch {
    return null;
  }
}

/** By step what cards say: of a loop how far it is, of a step that is done what it gave. */
export function linesOnCards(
  { steps }: Pick<RunOutline, "steps">,
  values: ReadonlyMap<string, string>,
  progress: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const gave = steps.flatMap(({ step, scope, state }) => {
    const line = scope === "" && state === "done" ? values.get(step) : undefined;
    return line === undefined || line === "" ? [] : [[step, `→ ${line}`] as const];
  });
  return { ...Object.fromEntries(gave), ...progress };
}
