import { Button } from "@mantine/core";
import { IconAlertTriangle, IconHelpHexagon, IconUserQuestion } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { readApiError } from "../api/api-error.ts";
import { trpc } from "../api/trpc.ts";
import { useMay } from "../shell/me.ts";
import { RelativeTime } from "../shell/relative-time.tsx";
import type { Approval } from "./approval-line.tsx";
import type { RunOutline } from "./run-data.ts";
import classes from "./run-trouble.module.css";

interface RunTroubleProps {
  readonly outline: RunOutline;
  readonly approvals: readonly Approval[];
  readonly onShow: (step: string) => void;
}

/** Why a run does not go on, or did not end well, and what to do about it. */
export function RunTrouble(props: RunTroubleProps) {
  return (
    <>
      <Ending {...props} />
      {props.outline.run.over && props.outline.run.unknownOutcomes > 0 && <Unknown {...props} />}
    </>
  );
}

function Ending({ outline, approvals, onShow }: RunTroubleProps) {
  const { run, steps, heldReason } = outline;
  if (heldReason !== null && run.state === "queued") return <Held id={run.id} reason={heldReason} />;
  const message = run.failure?.message ?? "";
  switch (run.state) {
    case "stuck":
      return (
        <Trouble title="This run is stuck" tone="bad">
          Its engine fails at the same place again and again: {message} Nothing is lost: it goes on by itself
          once that is mended. Whoever runs Riposte finds more in the worker's log. You can also cancel it.
        </Trouble>
      );
    case "lost":
      return (
        <Trouble title="This run is lost" tone="bad">
          {message} What it did up to then is below; nothing more will happen in it. Look at its last steps,
          then rerun it if it should still happen.
        </Trouble>
      );
    case "failed":
    case "cancelled": {
      const failed = steps.find(({ step }) => step === run.failedStep);
      return (
        <Trouble
          title={run.state === "cancelled" ? "This run was cancelled" : failedTitle(failed?.label)}
          tone={run.state === "cancelled" ? "quiet" : "bad"}
          {...(failed === undefined
            ? {}
            : { button: <Show label={failed.label} onShow={() => onShow(failed.step)} /> })}
        >
          {message}
        </Trouble>
      );
    }
    case "queued":
    case "running":
    case "waiting":
    case "done":
      return <Waiting outline={outline} approvals={approvals} onShow={onShow} />;
  }
}

/** What only a person can settle. */
function Waiting({ outline, approvals, onShow }: RunTroubleProps) {
  const asked = approvals.filter(
    ({ step, outcome }) =>
      outcome === null && outline.steps.some((each) => each.step === step && each.state === "approval"),
  );
  return (
    <>
      <Unknown outline={outline} onShow={onShow} />
      {asked.map(({ id, stepLabel, asks, expiresAt }) => (
        <Trouble
          key={id}
          title={`Waits for ${asks.join(", ")}`}
          tone="warn"
          icon={<IconUserQuestion size={18} aria-hidden />}
          button={
            <Button
              size="xs"
              renderRoot={(props) => <Link to="/approvals/$approval" params={{ approval: id }} {...props} />}
            >
              Look at it and decide
            </Button>
          }
        >
          {stepLabel}
          {expiresAt !== null && (
            <>
              {" "}
              Expires <RelativeTime at={expiresAt} ends />
            </>
          )}
        </Trouble>
      ))}
    </>
  );
}

function Unknown({ outline, onShow }: Pick<RunTroubleProps, "outline" | "onShow">) {
  const unknown = outline.steps.filter(({ state }) => state === "unknown");
  return unknown.map(({ step, label }) => (
    <Trouble
      key={step}
      title={`Nobody knows what became of ${label}`}
      tone="warn"
      icon={<IconHelpHexagon size={18} aria-hidden />}
      button={<Show label={label} onShow={() => onShow(step)} verb="Say what became of" />}
    >
      The worker was lost in the middle of it: it may have happened. Look on the other side, then say so.
    </Trouble>
  ));
}

function Held({ id, reason }: { readonly id: string; readonly reason: string }) {
  const may = useMay("inbox.release");
  const cache = useQueryClient();
  const release = useMutation(
    trpc.inbox.release.mutationOptions({ onSuccess: () => cache.invalidateQueries(trpc.runs.pathFilter()) }),
  );
  return (
    <Trouble
      title="This run is held"
      tone="warn"
      {...(may
        ? {
            button: (
              <Button
                size="xs"
                variant="default"
                loading={release.isPending}
                onClick={() => release.mutate({ id })}
              >
                Let it start
              </Button>
            ),
          }
        : {})}
    >
      It was accepted and is not started by itself: {reason}{" "}
      {may ? "Make sure that it did not run, then let it start, or cancel it." : "An admin can let it start."}
      {release.error !== null && <span role="alert"> {readApiError(release.error).message}</span>}
    </Trouble>
  );
}

interface TroubleProps {
  readonly title: string;
  readonly tone: "bad" | "warn" | "quiet";
  readonly children: ReactNode;
  readonly icon?: ReactNode;
  readonly button?: ReactNode;
}

function Trouble({
  title,
  tone,
  children,
  button,
  icon = <IconAlertTriangle size={18} stroke={1.75} aria-hidden />,
}: TroubleProps) {
  return (
    <section className={classes["trouble"]} data-tone={tone} aria-label={title}>
      <span className={classes["icon"]}>{icon}</span>
      <p className={classes["text"]}>
        <strong>{title}.</strong> {children}
      </p>
      {button}
    </section>
  );
}

function Show({
  label,
  onShow,
  verb = "Show",
}: {
  readonly label: string;
  readonly onShow: () => void;
  readonly verb?: string;
}) {
  return (
    <Button size="xs" variant="default" onClick={onShow}>
      {verb} {label}
    </Button>
  );
}

function failedTitle(label: string | undefined): string {
  return label === undefined ? "This run failed" : `This run failed at ${label}`;
}
