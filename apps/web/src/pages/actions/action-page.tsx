import { ActionIcon, Anchor, Tabs, Tooltip } from "@mantine/core";
import { IconTrash } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { useFilters } from "../../address/use-filters.ts";
import { trpc } from "../../api/trpc.ts";
import { StepIcon } from "../../canvas/step-icon.tsx";
import { ErrorState } from "../../shell/error-state.tsx";
import { Loading } from "../../shell/loading.tsx";
import { useMay } from "../../shell/me.ts";
import { NotFoundPage } from "../../shell/not-found-page.tsx";
import { PageBody } from "../../shell/page-body.tsx";
import { PageHeader } from "../../shell/page-header.tsx";
import { ActionAbout } from "./action-about.tsx";
import type { ActionItemData } from "./action-row.tsx";
import classes from "./action-page.module.css";
import { ActionVersions } from "./action-versions.tsx";
import { DeleteAction } from "./delete-action.tsx";
import { withLogos } from "../../canvas/module-logos.ts";
import { Effect } from "./effect.tsx";
import { isOwnAction, ownerOf } from "./own-action.ts";

const ScriptEditor = lazy(async () => ({
  default: (await import("../../panel/script/script-editor.tsx")).ScriptEditor,
}));

/** All about one action; `?tab=versions`. The address of a further script shows the action that it is of. */
export function ActionPage() {
  const { action: asked = "" } = useParams({ strict: false });
  const { data, error, refetch } = useQuery(trpc.catalogue.get.queryOptions());
  const key = asked.startsWith("script.") ? ownerOf(asked) : asked;
  const action = (data === undefined ? [] : withLogos(data)).find((each) => each.key === key);
  if (data === undefined)
    return error === null ? <Loading /> : <ErrorState error={error} retry={refetch} tab="Action" />;
  if (action === undefined) return <NotFoundPage />;
  const scripts = data.actions.filter((each) => each.key === key || each.key.startsWith(`${key}.`));
  return isOwnAction(key) ? (
    <OwnAction key={key} action={action} scripts={scripts} />
  ) : (
    <>
      <Head action={action} />
      <PageBody>
        <p>{action.description}</p>
        <ActionAbout action={action} />
      </PageBody>
    </>
  );
}

function Head({ action, onDelete }: { readonly action: ActionItemData; readonly onDelete?: () => void }) {
  const above = (
    <>
      <Anchor inherit renderRoot={(props) => <Link to="/actions" {...props} />}>
        Actions
      </Anchor>{" "}
      / {action.key}
    </>
  );
  const about = (
    <>
      <StepIcon kind={action.kind} icon={action.icon} logo={action.logo} /> <Effect effect={action.effect} />
    </>
  );
  return (
    <PageHeader title={action.name} above={above} about={about}>
      {onDelete !== undefined && (
        <Tooltip label={`Delete ${action.name}`} openDelay={400}>
          <ActionIcon variant="default" size="md" aria-label={`Delete ${action.name}`} onClick={onDelete}>
            <IconTrash size={16} aria-hidden />
          </ActionIcon>
        </Tooltip>
      )}
    </PageHeader>
  );
}

interface OwnActionProps {
  readonly action: ActionItemData;
  readonly scripts: readonly ActionItemData[];
}

function OwnAction({ action, scripts }: OwnActionProps) {
  const [{ tab }, setFilters] = useFilters(["tab"]);
  const [isDeleting, setIsDeleting] = useState(false);
  const mayWrite = useMay("actions.write");
  const navigate = useNavigate();
  const { key, name, version } = action;
  return (
    <>
      <Head action={action} {...(mayWrite ? { onDelete: () => setIsDeleting(true) } : {})} />
      <Tabs
        value={tab === "" ? "scripts" : tab}
        onChange={(next) => setFilters({ tab: next === "scripts" ? "" : (next ?? "") }, { push: true })}
        keepMounted={false}
      >
        <Tabs.List className={classes["tabs"]} aria-label={name}>
          <Tabs.Tab value="scripts">Scripts</Tabs.Tab>
          <Tabs.Tab value="versions">Versions</Tabs.Tab>
          <Tabs.Tab value="about">Arguments and uses</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="scripts" className={`${classes["editor"]} ${classes["below-tabs"]}`}>
          <Suspense fallback={<Loading />}>
            <ScriptEditor
              action={key}
              onOpen={(next) => void navigate({ to: "/actions/$action", params: { action: next } })}
              onLeave={() => {}}
            />
          </Suspense>
        </Tabs.Panel>
        <Tabs.Panel value="versions" className={classes["panel"] ?? ""}>
          <ActionVersions action={key} />
        </Tabs.Panel>
        <Tabs.Panel value="about" className={classes["panel"] ?? ""}>
          {scripts.map((script) => (
            <div key={script.key}>
              {scripts.length > 1 && <h2 className={classes["heading"]}>{script.name}</h2>}
              <ActionAbout action={script} />
            </div>
          ))}
        </Tabs.Panel>
      </Tabs>
      {isDeleting && (
        <DeleteAction
          action={key}
          title={name}
          version={version}
          onDeleted={() => void navigate({ to: "/actions" })}
          onClose={() => setIsDeleting(false)}
        />
      )}
    </>
  );
}
