import { Button, Tooltip } from "@mantine/core";
import { IconRepeat } from "@tabler/icons-react";
import { useEffect, useMemo, useRef } from "react";
import { notifications } from "@mantine/notifications";
import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { readApiError } from "../api/api-error.ts";
import { trpc } from "../api/trpc.ts";
import { useMay } from "../shell/me.ts";
import { useSpotlightActions } from "../shell/spotlight-actions.ts";
import type { RunOutline } from "./run-data.ts";

/** Once more with the event of this run: the published version, or the draft where a draft was tried. */
export function Rerun({ outline }: { readonly outline: RunOutline }) {
  const mayStart = useMay("runs.start");
  const mayTest = useMay("playbooks.write");
  if (outline.isVersion) return mayStart ? <RerunVersion outline={outline} /> : null;
  return mayTest ? <TestAgain outline={outline} /> : null;
}

function RerunVersion({ outline: { run, published, playbookRemoved } }: { readonly outline: RunOutline }) {
  const rerun = useMutation(trpc.runs.rerun.mutationOptions(useGoThere()));
  const why = obstacle(playbookRemoved, published);
  const version =
    published === run.version ? "The same version" : `Version ${published}, which is published now`;
  return (
    <StartButton
      label="Rerun"
      about={`${version}, with the same event`}
      obstacle={why}
      isStarting={rerun.isPending}
      onStart={() => rerun.mutate({ id: run.id })}
    />
  );
}

function TestAgain({ outline: { run, playbookRemoved } }: { readonly outline: RunOutline }) {
  const test = useMutation(trpc.playbooks.test.mutationOptions(useGoThere()));
  return (
    <StartButton
      label="Test again"
      about="The draft as it is now, with the same event"
      obstacle={playbookRemoved ? "The playbook was deleted" : null}
      isStarting={test.isPending}
      onStart={() => test.mutate({ playbook: run.playbook.id, eventOf: run.id })}
    />
  );
}

function useGoThere() {
  const navigate = useNavigate();
  return {
    onSuccess: ({ run }: { readonly run: string }) => navigate({ to: "/runs/$run", params: { run } }),
    onError: (error: unknown) => {
      notifications.show({ color: "red", title: "It was not started", message: readApiError(error).message });
    },
  };
}

interface StartButtonProps {
  readonly label: string;
  readonly about: string;
  readonly obstacle: string | null;
  readonly isStarting: boolean;
  readonly onStart: () => void;
}

/** Stays reachable where it cannot be used, to say why. */
function StartButton({ label, about, obstacle: why, isStarting, onStart }: StartButtonProps) {
  const start = useRef(onStart);
  useEffect(() => {
    start.current = onStart;
  });
  useSpotlightActions(
    useMemo(
      () =>
        why === null ? [{ label, description: about, icon: IconRepeat, run: () => start.current() }] : [],
      [label, about, why],
    ),
  );
  return (
    <Tooltip label={why ?? about}>
      <Button
        size="xs"
        variant="default"
        {...(why === null ? {} : { "data-disabled": true, "aria-disabled": true })}
        loading={isStarting}
        onClick={() => {
          if (why === null) onStart();
        }}
      >
        {label}
      </Button>
    </Tooltip>
  );
}

function obstacle(removed: boolean, published: number | null): string | null {
  if (removed) return "The playbook was deleted";
  return published === null ? "The playbook is not published" : null;
}
