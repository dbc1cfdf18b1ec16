import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { trpc } from "../../api/trpc.ts";
import { ChangedTexts } from "../../panel/script/changed-texts.tsx";
import { ErrorState } from "../../shell/error-state.tsx";
import { Loading } from "../../shell/loading.tsx";
import { changesBetween } from "./version-text.ts";

interface VersionChangesProps {
  readonly action: string;
  /** 0: before the first one. */
  readonly from: number;
  readonly to: number;
}

/** What one version says otherwise than another, text by text. */
export function VersionChanges({ action, from, to }: VersionChangesProps) {
  const wanted = (version: number) =>
    trpc.actions.version.queryOptions({ name: action, version }, { staleTime: Infinity });
  const before = useQuery({ ...wanted(Math.max(from, 1)), enabled: from > 0 });
  const after = useQuery(wanted(to));
  const old = from === 0 ? null : before.data;
  const changes = useMemo(
    () => (old === undefined || after.data === undefined ? null : changesBetween(old, after.data)),
    [old, after.data],
  );
  const error = before.error ?? after.error;
  if (error !== null) return <ErrorState error={error} />;
  if (changes === null) return <Loading rows={3} />;
  return <ChangedTexts changes={changes} />;
}
