import { Button, Group } from "@mantine/core";
import { actorWords } from "@riposte/plan/actor-words";
import { useMutation, useQuery } from "@tanstack/react-query";
import type { inferOutput } from "@trpc/tanstack-react-query";
import { useFilters } from "../../address/use-filters.ts";
import { readApiError } from "../../api/api-error.ts";
import { queryClient, trpc } from "../../api/trpc.ts";
import { ErrorState } from "../../shell/error-state.tsx";
import { Loading } from "../../shell/loading.tsx";
import { useMay } from "../../shell/me.ts";
import { RelativeTime } from "../../shell/relative-time.tsx";
import { tellDone } from "../../shell/tell.tsx";
import classes from "./action-page.module.css";
import { VersionChanges } from "./version-changes.tsx";

type Version = inferOutput<typeof trpc.actions.get>["versions"][number];

const SHOWN = 12;

/** Every save, the newest first: who made it and when, what it changed, and how to have it back. `?version=2` shows one. */
export function ActionVersions({ action }: { readonly action: string }) {
  const [{ version: picked }, setFilters] = useFilters(["version"]);
  const { data, error, refetch } = useQuery(trpc.actions.get.queryOptions({ name: action }));
  if (error !== null && data === undefined) return <ErrorState error={error} retry={refetch} />;
  if (data === undefined) return <Loading rows={4} />;
  const chosen = data.versions.find(({ version }) => String(version) === picked) ?? data.versions[0];
  return (
    <div className={classes["versions"]}>
      <ul className={classes["list"]} aria-label="Versions">
        {data.versions.map((each) => (
          <li key={each.version}>
            <button
              type="button"
              className={classes["version"]}
              aria-pressed={each === chosen}
              onClick={() => setFilters({ version: String(each.version) }, { push: true })}
            >
              <b>Version {each.version}</b>
              {each.version === data.version && " · the one that new steps get"}
              <br />
              <span className={classes["quiet"]}>
                {actorWords(each.author)}, <RelativeTime at={each.createdAt} />
              </span>
            </button>
          </li>
        ))}
      </ul>
      {chosen !== undefined && (
        <Chosen key={chosen.version} action={action} chosen={chosen} now={data.version} />
      )}
    </div>
  );
}

interface ChosenProps {
  readonly action: string;
  readonly chosen: Version;
  readonly now: number;
}

function Chosen({ action, chosen, now }: ChosenProps) {
  const mayWrite = useMay("actions.write");
  const restore = useMutation(
    trpc.actions.restore.mutationOptions({
      onSuccess: async ({ version }) => {
        tellDone(`Version ${version} says what version ${chosen.version} said.`);
        await Promise.all([
          queryClient.invalidateQueries(trpc.actions.pathFilter()),
          queryClient.invalidateQueries(trpc.catalogue.pathFilter()),
        ]);
      },
    }),
  );
  return (
    <section aria-label={`Version ${chosen.version}`}>
      <Group justify="space-between" mb="sm">
        <span className={classes["quiet"]}>
          Content <code title={chosen.hash}>{chosen.hash.slice(0, SHOWN)}</code>
        </span>
        {mayWrite && chosen.version !== now && (
          <Button
            size="xs"
            variant="default"
            loading={restore.isPending}
            onClick={() => restore.mutate({ name: action, version: chosen.version, base: now })}
          >
            Restore version {chosen.version} as version {now + 1}
          </Button>
        )}
      </Group>
      {restore.error !== null && <p role="alert">{readApiError(restore.error).message}</p>}
      <h2 className={classes["heading"]}>
        {chosen.version === 1 ? "What it began with" : `What it changed since version ${chosen.version - 1}`}
      </h2>
      <VersionChanges action={action} from={chosen.version - 1} to={chosen.version} />
      {chosen.version !== now && (
        <>
          <h2 className={classes["heading"]}>What has changed since</h2>
          <VersionChanges action={action} from={chosen.version} to={now} />
        </>
      )}
    </section>
  );
}
