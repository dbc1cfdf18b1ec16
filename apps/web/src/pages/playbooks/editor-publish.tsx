import { Button, Checkbox, Popover, Stack, Text, TextInput, Tooltip } from "@mantine/core";
import { useDidUpdate } from "@mantine/hooks";
import { IconRocket } from "@tabler/icons-react";
import { useEffect, useMemo, useRef, useState } from "react";
import { AnchorLink } from "../../address/anchor-link.tsx";
import { readApiError } from "../../api/api-error.ts";
import { client } from "../../api/trpc.ts";
import { useDraft, useDraftStore } from "../../canvas/draft-store.ts";
import { counted } from "../../canvas/plain-line.ts";
import { whenSaved } from "../../canvas/when-saved.ts";
import { useKept } from "../../own/use-kept.ts";
import { focusIfLost } from "../../shell/focus-back.ts";
import { useMay } from "../../shell/me.ts";
import { useSpotlightActions } from "../../shell/spotlight-actions.ts";
import { tellDone, tellWhyNot } from "../../shell/tell.tsx";
import type { DrawerTab } from "./editor-drawer.tsx";
import { useChanges } from "./use-changes.ts";
import { refreshPlaybooks } from "./use-playbook-changes.ts";

/** It is gone at once, with the focus that it had. */
const NOTHING_MOVES = { duration: 0 };
const ALSO_BY_KEYBOARD = { hover: true, focus: true, touch: true };

/** Makes the draft what runs, with a word about why. */
export function EditorPublish({ onOpenTab }: { readonly onOpenTab: (tab: DrawerTab) => void }) {
  const [isOpen, setOpen] = useState(false);
  const may = useMay("playbooks.publish");
  const publishedVersion = useDraft(({ playbook }) => playbook.publishedVersion);
  const button = useRef<HTMLButtonElement>(null);
  useDidUpdate(() => {
    if (!isOpen) focusIfLost(button.current);
  }, [isOpen]);
  const { count } = useChanges();
  const isSame = publishedVersion !== null && count === 0;
  const isEmpty = useDraft(({ graph }) => graph.nodes.length === 0);
  const isAsked = useDraft(({ conflicts }) => conflicts.length > 0);
  const why = isEmpty
    ? "There is nothing to publish yet"
    : isAsked
      ? "Somebody changed the same: choose first what counts"
      : isSame
        ? `Version ${publishedVersion} is this already`
        : null;
  useSpotlightActions(
    useMemo(() => {
      const publish = () => (why === null ? setOpen(true) : tellWhyNot("It is not published", `${why}.`));
      return may ? [{ label: "Publish the draft", icon: IconRocket, run: publish }] : [];
    }, [may, why]),
  );
  if (!may) return null;
  return (
    <Popover
      opened={isOpen}
      onChange={setOpen}
      position="bottom-end"
      trapFocus
      transitionProps={NOTHING_MOVES}
      width={320}
      shadow="md"
      withinPortal
    >
      <Popover.Target>
        <Tooltip label={why} disabled={why === null} events={ALSO_BY_KEYBOARD}>
          <Button
            ref={button}
            size="xs"
            {...(why === null ? {} : { "data-disabled": true })}
            aria-disabled={why !== null}
            onClick={() => {
              if (why === null) setOpen(!isOpen);
            }}
            aria-expanded={isOpen}
          >
            Publish
          </Button>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown aria-label="Publish the draft">
        <PublishForm
          onDone={() => setOpen(false)}
          onProblems={() => {
            setOpen(false);
            onOpenTab("problems");
          }}
        />
      </Popover.Dropdown>
    </Popover>
  );
}

function PublishForm({
  onDone,
  onProblems,
}: {
  readonly onDone: () => void;
  readonly onProblems: () => void;
}) {
  const draft = useDraftStore();
  const errors = useDraft(({ problems }) => problems.filter(({ severity }) => severity === "error").length);
  const { count } = useChanges();
  const { id, enabled: isOn, publishedVersion } = useDraft(({ playbook }) => playbook);
  const [message, setMessage, forget] = useKept(`publish.${id}`, "");
  const [isToSwitchOn, setSwitchOn] = useState(publishedVersion === null);
  const [state, setState] = useState<"ready" | "busy" | { readonly failed: string }>("ready");

  const field = useRef<HTMLInputElement>(null);
  const hasErrors = errors > 0;
  // The problems of a moment ago may have stood in its place when the box opened.
  useEffect(() => {
    if (!hasErrors) field.current?.focus();
  }, [hasErrors]);

  const publish = async () => {
    setState("busy");
    try {
      const { revision, graph, playbook } = await whenSaved(draft);
      const enable = isToSwitchOn ? true : undefined;
      const wanted = { name: playbook.id, message, revision, enable };
      const { version, enabled, scripts } = await client.playbooks.publish.mutate(wanted);
      draft.getState().setPlaybook({
        publishedVersion: version,
        publishedGraph: graph,
        publishedScripts: scripts,
        enabled,
      });
      tellDone(`${playbook.name} is published as version ${version}.`);
      forget();
      onDone();
    } catch (error) {
      setState({ failed: readApiError(error).message });
    }
    void refreshPlaybooks();
  };

  if (hasErrors) {
    return (
      <Stack gap="sm">
        <Text size="sm">
          {counted(errors, "error")} must be put right first: what runs stays as it is until then.
        </Text>
        <Button size="xs" variant="default" onClick={onProblems} data-autofocus>
          Show the problems
        </Button>
      </Stack>
    );
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void publish();
      }}
    >
      <Stack gap="sm">
        <TextInput
          label="What is new"
          description="Stands in the list of versions."
          maxLength={1_000}
          ref={field}
          data-autofocus
          value={message}
          onChange={({ currentTarget }) => setMessage(currentTarget.value)}
        />
        {publishedVersion !== null && (
          <AnchorLink to="/playbooks/$playbook/versions" params={{ playbook: id }} size="sm">
            See the {counted(count, "change")} since v{publishedVersion}
          </AnchorLink>
        )}
        {!isOn && (
          <Checkbox
            label="Switch it on"
            checked={isToSwitchOn}
            onChange={({ currentTarget }) => setSwitchOn(currentTarget.checked)}
          />
        )}
        {typeof state === "object" && (
          <Text size="sm" c="var(--mantine-color-error)" role="alert">
            {state.failed}
          </Text>
        )}
        <Button type="submit" size="xs" loading={state === "busy"}>
          Publish version {(publishedVersion ?? 0) + 1}
        </Button>
      </Stack>
    </form>
  );
}
