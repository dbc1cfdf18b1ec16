import { Button } from "@mantine/core";
import { actorWords } from "@riposte/plan/actor-words";
import { harmlessText } from "@riposte/plan/harmless-text";
import {
  IconAlertTriangle,
  IconHelpHexagon,
  IconHourglass,
  IconPlayerPause,
  IconUserExclamation,
  IconUserQuestion,
} from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { readApiError } from "../api/api-error.ts";
import { trpc } from "../api/trpc.ts";
import { focusQuestion } from "../canvas/focus.ts";
import { counted } from "../canvas/plain-line.ts";
import { useMay } from "../shell/me.ts";
import { RelativeTime } from "../shell/relative-time.tsx";
import { TimedText } from "../shell/timed-text.tsx";
import type { Approval } from "./approval-line.tsx";
import { doubtWords } from "./doubt-words.ts";
import { scopeWords } from "./iterations.ts";
import { plainSentence } from "./plain-message.ts";
import type { RunOutline } from "./run-data.ts";
import classes from "./run-trouble.module.css";

interface RunTroubleProps {
  readonly outline: RunOutline;
  readonly approvals: readonly Approval[];
  /** `scope`: its iteration; absent: the worst of them. */
  readonly onShow: (step: string, scope?: string) => void;
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
  const message = plainSentence(run.failure?.message ?? "");
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
    case "paused":
      return (
        <>
          <Paused paused={outline.paused} />
          <Waiting outline={outline} approvals={approvals} onShow={onShow} />
        </>
      );
    case "skipped":
      return (
        <Trouble
          title="This run was skipped"
          tone="quiet"
          {...(outline.standIn === null ? {} : { button: <ShowRun id={outline.standIn} /> })}
        >
          {harmlessText(outline.skippedReason ?? "")}
        </Trouble>
      );
    case "queued":
      return outline.waits === null ? null : (
        <Trouble title="This run has not begun" tone="quiet" icon={<IconHourglass size={18} aria-hidden />}>
          <TimedText>{harmlessText(outline.waits)}</TimedText>
        </Trouble>
      );
    case "running":
    case "waiting":
    case "done":
      return <Waiting outline={outline} approvals={approvals} onShow={onShow} />;
  }
}

function Paused({ paused }: Pick<RunOutline, "paused">) {
  return (
    <Trouble
      title={`Paused${paused === null ? "" : ` by ${actorWords(paused.by)}`}`}
      tone="warn"
      icon={<IconPlayerPause size={18} aria-hidden />}
    >
      {paused !== null && (
        <>
          <RelativeTime at={paused.at} ends /> {paused.reason !== "" && `“${paused.reason}” `}
        </>
      )}
      What runs goes on to its end, and nothing new starts until it is resumed.
    </Trouble>
  );
}

function ShowRun({ id }: { readonly id: string }) {
  return (
    <Button
      size="xs"
      variant="default"
      renderRoot={(props) => <Link to="/runs/$run" params={{ run: id }} {...props} />}
    >
      Show the run that stands for it
    </Button>
  );
}

/** What only a person can settle. */
function Waiting({ outline, approvals, onShow }: RunTroubleProps) {
  const asked = approvals.filter(
    ({ step, scope, outcome }) =>
      outcome === null &&
      outline.steps.some((each) => each.step === step && each.scope === scope && each.state === "approval"),
  );
  return (
    <>
      <Unknown outline={outline} onShow={onShow} />
      <Undecided outline={outline} onShow={onShow} />
      {asked.slice(0, MOST_SHOWN).map(({ id, stepLabel, scope, asks, expiresAt, kept }) => (
        <Trouble
          key={id}
          title={kept === null ? `Waits for ${asks.join(", ")}` : keptWords(kept)}
          tone="warn"
          icon={<IconUserQuestion size={18} aria-hidden />}
          button={
            <Button
              size="xs"
              renderRoot={(props) => <Link to="/approvals/$approval" params={{ approval: id }} {...props} />}
            >
              {kept === null ? "Look at it and decide" : "Look at it"}
            </Button>
          }
        >
          {inIteration(stepLabel, scope, outline)}
          {expiresAt !== null && kept === null && (
            <>
              {" "}
              Expires <RelativeTime at={expiresAt} ends deadline />
            </>
          )}
        </Trouble>
      ))}
      <More count={asked.length - MOST_SHOWN} word="approval" />
    </>
  );
}

function keptWords({ outcome, by }: NonNullable<Approval["kept"]>): string {
  const what = outcome === "approved" ? "Approved" : "Rejected";
  return `${what}${by === null ? "" : ` by ${actorWords(by)}`}, which the run has not heard yet`;
}

/** A loop may ask in every iteration: the page is not made of questions. */
const MOST_SHOWN = 5;

function More({ count, word }: { readonly count: number; readonly word: string }) {
  if (count <= 0) return null;
  return (
    <Trouble
      title={`${counted(count, `more ${word}`)} like that`}
      tone="warn"
      button={
        <Button size="xs" variant="default" renderRoot={(props) => <Link to="/approvals" {...props} />}>
          Show all
        </Button>
      }
    >
      The steps of the other iterations are in the list below, and all that waits is under Approvals.
    </Trouble>
  );
}

function Unknown({ outline, onShow }: Pick<RunTroubleProps, "outline" | "onShow">) {
  const may = useMay("runs.resolve");
  const unknown = outline.steps.filter(({ state }) => state === "unknown");
  const shown = unknown.slice(0, MOST_SHOWN).map(({ step, scope, label, failure }) => (
    <Trouble
      key={`${step} ${scope}`}
      title={`Nobody knows what became of ${inIteration(label, scope, outline)}`}
      tone="warn"
      icon={<IconHelpHexagon size={18} aria-hidden />}
      button={<Answer label={label} may={may} onShow={() => onShow(step, scope)} verb="Say what became of" />}
    >
      {doubtWords(failure)}
    </Trouble>
  ));
  return (
    <>
      {shown}
      <More count={unknown.length - MOST_SHOWN} word="unknown outcome" />
    </>
  );
}

function Undecided({ outline, onShow }: Pick<RunTroubleProps, "outline" | "onShow">) {
  const may = useMay("runs.choose");
  const undecided = outline.steps.filter(({ state }) => state === "undecided");
  return (
    <>
      {undecided.slice(0, MOST_SHOWN).map(({ step, scope, label, failure }) => (
        <Trouble
          key={`${step} ${scope}`}
          title={`${inIteration(label, scope, outline)} failed, and asks what becomes of it`}
          tone="warn"
          icon={<IconUserExclamation size={18} aria-hidden />}
          button={
            <Answer label={label} may={may} onShow={() => onShow(step, scope)} verb="Say what becomes of" />
          }
        >
          {plainSentence(failure?.message ?? "")}
        </Trouble>
      ))}
      <More count={undecided.length - MOST_SHOWN} word="failure" />
    </>
  );
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

interface AnswerProps {
  readonly label: string;
  readonly verb: string;
  readonly may: boolean;
  readonly onShow: () => void;
}

/** To the question itself; whoever may not answer it sees the step. */
function Answer({ label, verb, may, onShow }: AnswerProps) {
  if (!may) return <Show label={label} onShow={onShow} />;
  const ask = () => {
    onShow();
    focusQuestion();
  };
  return <Show label={label} onShow={ask} verb={verb} />;
}

/** Several iterations may ask the same. */
function inIteration(label: string, scope: string, { graph }: RunOutline): string {
  return scope === "" ? label : `${label} (${scopeWords(scope, graph.nodes)})`;
}

function failedTitle(label: string | undefined): string {
  return label === undefined ? "This run failed" : `This run failed at ${label}`;
}
