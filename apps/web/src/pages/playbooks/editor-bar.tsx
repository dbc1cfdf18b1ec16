import { Button, Switch, Tooltip, VisuallyHidden } from "@mantine/core";
import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleX,
  IconPlayerPlay,
  IconPower,
} from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useCallback, useMemo } from "react";
import { useDraft, useDraftStore } from "../../canvas/draft-store.ts";
import { counted } from "../../canvas/plain-line.ts";
import { OthersInBar } from "../../presence/others-in-bar.tsx";
import { useMay } from "../../shell/me.ts";
import { useSpotlightActions } from "../../shell/spotlight-actions.ts";
import { useSwitch } from "./use-playbook-changes.ts";
import classes from "./editor-bar.module.css";
import type { DrawerTab } from "./editor-drawer.tsx";
import { scriptWords } from "./draft-words.ts";
import { EditorName } from "./editor-name.tsx";
import { EditorPublish } from "./editor-publish.tsx";
import { EditorRun } from "./editor-run.tsx";
import { EditorSaving } from "./editor-saving.tsx";
import { useChanges } from "./use-changes.ts";

/** What the playbook is called, how it stands, and what can be done with the whole of it. */
export function EditorBar({ onOpenTab }: { readonly onOpenTab: (tab: DrawerTab) => void }) {
  const { mayWrite, archived: isArchived } = useDraft(({ playbook }) => playbook);
  return (
    <header className={classes["bar"]} data-region="bar">
      <div className={classes["about"]}>
        <Link to="/playbooks" className={classes["above"]}>
          Playbooks
        </Link>
        <EditorName />
        <Standing />
        {mayWrite && <EditorSaving />}
      </div>
      <div className={classes["does"]}>
        <OthersInBar />
        <ProblemCount onOpen={() => onOpenTab("problems")} />
        {mayWrite && (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconPlayerPlay size={14} aria-hidden />}
            onClick={() => onOpenTab("test")}
          >
            Test
          </Button>
        )}
        <EditorRun />
        {!isArchived && <EditorPublish onOpenTab={onOpenTab} />}
        {!isArchived && <OnOff />}
      </div>
    </header>
  );
}

/** Whether what is drawn is what runs. */
function Standing() {
  const { id: playbook, publishedVersion } = useDraft((draft) => draft.playbook);
  const { count, scripts } = useChanges();
  const words =
    publishedVersion === null
      ? "Draft · never published"
      : count === 0
        ? `As published: v${publishedVersion}`
        : `Draft · ${counted(count, "change")} since v${publishedVersion}${scriptWords(scripts)}`;
  if (publishedVersion === null) return <span className={classes["standing"]}>{words}</span>;
  return (
    <Link
      to="/playbooks/$playbook/versions"
      params={{ playbook }}
      className={classes["standing"]}
      title={`${words}. What is different, on the canvas and as text`}
    >
      {words}
    </Link>
  );
}

function ProblemCount({ onOpen }: { readonly onOpen: () => void }) {
  const problems = useDraft((draft) => draft.problems);
  const isChecked = useDraft((draft) => draft.isChecked);
  const errors = problems.filter(({ severity }) => severity === "error").length;
  const warnings = problems.length - errors;
  // Its name is what is seen, with the words that the signs stand for in between: who says what he sees finds it.
  return (
    <button type="button" className={classes["problems"]} onClick={onOpen}>
      <VisuallyHidden>Problems: </VisuallyHidden>
      {errors > 0 && (
        <span data-tone="bad">
          <IconCircleX size={16} aria-hidden />
          {errors}
          <VisuallyHidden>
            {errors === 1 ? " error" : " errors"}
            {warnings > 0 && ", "}
          </VisuallyHidden>
        </span>
      )}
      {warnings > 0 && (
        <span data-tone="warn">
          <IconAlertTriangle size={16} aria-hidden />
          {warnings}
          <VisuallyHidden>{warnings === 1 ? " warning" : " warnings"}</VisuallyHidden>
        </span>
      )}
      {!isChecked && <span className={classes["standing"]}>Checking…</span>}
      {isChecked && problems.length === 0 && (
        <span data-tone="good">
          <IconCircleCheck size={16} aria-hidden />
          No problems
        </span>
      )}
    </button>
  );
}

function OnOff() {
  const draft = useDraftStore();
  const { id, name, enabled, publishedVersion } = useDraft(({ playbook }) => playbook);
  const may = useMay("playbooks.publish");
  const { mutate } = useSwitch();
  const canSwitch = may && publishedVersion !== null;
  const switching = enabled ? `Switch ${name} off` : `Switch ${name} on`;
  const toggle = useCallback(() => {
    const { setPlaybook } = draft.getState();
    setPlaybook({ enabled: !enabled });
    mutate({ name: id, enabled: !enabled }, { onError: () => setPlaybook({ enabled }) });
  }, [draft, id, enabled, mutate]);
  useSpotlightActions(
    useMemo(
      () => (canSwitch ? [{ label: switching, icon: IconPower, run: toggle }] : []),
      [canSwitch, switching, toggle],
    ),
  );
  return (
    <Tooltip label={publishedVersion === null ? "Publish it first" : switching}>
      <Switch
        size="sm"
        aria-label={`${name} is on`}
        label={enabled ? "On" : "Off"}
        checked={enabled}
        disabled={!canSwitch}
        onChange={toggle}
      />
    </Tooltip>
  );
}
