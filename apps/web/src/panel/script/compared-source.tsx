import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense } from "react";
import { trpc } from "../../api/trpc.ts";
import { ErrorState } from "../../shell/error-state.tsx";
import { Loading } from "../../shell/loading.tsx";
import type { SourceDiffProps } from "./source-diff.tsx";

const SourceDiff = lazy(async () => ({ default: (await import("./source-diff.tsx")).SourceDiff }));

interface ComparedSourceProps extends Omit<SourceDiffProps, "before"> {
  /** The action's name, and the name of its script; "" is its own. */
  readonly action: string;
  readonly part: string;
  readonly version: number;
}

/** A script as one of its versions had it, beside the text as it is typed. */
export function ComparedSource({ action, part, version, ...rest }: ComparedSourceProps) {
  const { data, error, refetch } = useQuery(
    trpc.actions.version.queryOptions({ name: action, version }, { staleTime: Infinity }),
  );
  if (error !== null) return <ErrorState error={error} retry={refetch} />;
  if (data === undefined) return <Loading label="Loading the version" />;
  const before = part === "" ? data.source : (data.scripts.find(({ name }) => name === part)?.source ?? "");
  return (
    <Suspense fallback={<Loading label="Loading the editor" />}>
      <SourceDiff key={`${version} ${rest.generation}`} before={before} {...rest} />
    </Suspense>
  );
}
