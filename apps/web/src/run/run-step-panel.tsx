import { CloseButton, Text, Tooltip } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { trpc } from "../api/trpc.ts";
import { ErrorState } from "../shell/error-state.tsx";
import { Loading } from "../shell/loading.tsx";
import { RelativeTime } from "../shell/relative-time.tsx";
import { StateBadge } from "../shell/state-badge.tsx";
import { TimedText } from "../shell/timed-text.tsx";
import { durationWords } from "../shell/time-words.ts";
import type { Approval } from "./approval-line.tsx";
import { Asked } from "./asked.tsx";
import { AttemptList } from "./attempt-list.tsx";
import { attemptsTitle } from "./attempts-title.ts";
import { ChooseQuestion } from "./choose-question.tsx";
import { EventWait } from "./event-wait.tsx";
import { FailureNotice } from "./failure-notice.tsx";
import { IterationList } from "./iteration-list.tsx";
import { scopeWords } from "./iterations.ts";
import { OriginLine } from "./origin-line.tsx";
import { OutcomeQuestion } from "./outcome-question.tsx";
import { RerunStep } from "./rerun-step.tsx";
import { overOf, questionOf } from "./resolution-words.ts";
import { RunsOfStep } from "./related-runs.tsx";
import type { RunOutline, StepStory } from "./run-data.ts";
import { whyNoRetry } from "./retry-words.ts";
import { shownState } from "./step-lines.ts";
import type { StepLine } from "./step-lines.ts";
import classes from "./run-panel.module.css";
import { Section } from "./section.tsx";
import { StandingForm } from "./standing-form.tsx";
import { ValueView } from "./value/value-view.tsx";
import { WrittenArguments } from "./written-arguments.tsx";

interface RunStepPanelProps {
  readonly outline: RunOutline;
  readonly line: StepLine;
  /** What this step asked people last, if it has. */
  readonly approval: Approval | null;
  /** Of a loop: how far its iterations have come. */
  readonly progress: string | null;
  /** Another iteration of the step. */
  readonly onSelect: (line: StepLine) => void;
  readonly onClose: () => void;
}

/** All about one step of a run. */
export function RunStepPanel({ outline, line, approval, progress, onSelect, onClose }: RunStepPanelProps) {
  const { id } = outline.run;
  const { step, scope, record, label } = line;
  const story = useQuery(trpc.runs.step.queryOptions({ id, step, scope }, { staleTime: Infinity }));
  const { refetch } = story;
  const seq = record?.seq ?? -1;
  const known = story.data?.record?.seq ?? -1;
  useEffect(() => {
    if (seq > known) void refetch();
  }, [seq, known, refetch]);

  return (
    <section className={classes["panel"]} aria-label={`Step ${label}`}>
      <header className={classes["head"]}>
        <div className={classes["names"]}>
          <h2 className={classes["title"]}>{label}</h2>
          <div className={classes["line"]}>
            <StateBadge state={shownState(line, outline.run)} />
            {record?.action !== null && record?.action !== undefined && <code>{record.action}</code>}
            {scope !== "" && <span>{scopeWords(scope, outline.graph.nodes)}</span>}
          </div>
        </div>
        <Tooltip label="About this run">
          <CloseButton aria-label="Close the step" onClick={onClose} />
        </Tooltip>
      </header>
      <div className={classes["body"]}>
        {progress !== null && <Text>{progress}.</Text>}
        <IterationList outline={outline} line={line} onSelect={onSelect} />
        {record !== null && <Times record={record} isToldBelow={story.data?.resolution != null} />}
        {outline.graph.nodes.some((node) => node.id === step && node.kind === "sub_playbook") && (
          <RunsOfStep outline={outline} step={step} scope={scope} />
        )}
        {record !== null && <OriginLine record={record} step={step} rerunOf={outline.rerunOf} />}
        {approval !== null && <Asked approval={approval} isRunOver={outline.run.over} />}
        {story.error !== null && <ErrorState error={story.error} retry={refetch} />}
        {story.isPending && <Loading rows={4} />}
        {story.data !== undefined && (
          <>
            <RerunStep outline={outline} line={line} story={story.data} />
            <Story story={{ ...story.data, isRunOver: outline.run.over }} line={line} run={id} />
          </>
        )}
      </div>
    </section>
  );
}

interface TimesProps {
  readonly record: NonNullable<StepLine["record"]>;
  /** What somebody said became of it stands where that was asked. */
  readonly isToldBelow: boolean;
}

function Times({ record, isToldBelow }: TimesProps) {
  const { startedAt, finishedAt, port } = record;
  const note = isToldBelow && record.note?.startsWith("Resolved as ") === true ? null : record.note;
  const took =
    startedAt === null || finishedAt === null ? null : Date.parse(finishedAt) - Date.parse(startedAt);
  return (
    <div className={classes["facts"]}>
      {startedAt !== null && (
        <span>
          Began <RelativeTime at={startedAt} />
          {took !== null && `, took ${durationWords(Math.max(0, took))}`}
        </span>
      )}
      {port !== null && port !== "default" && (
        <span>
          Went on at <code>{port}</code>
        </span>
      )}
      {note !== null && (
        <span>
          <TimedText>{note}</TimedText>
        </span>
      )}
    </div>
  );
}

function Story({
  story,
  line,
  run,
}: {
  readonly story: StepStory;
  readonly line: StepLine;
  readonly run: string;
}) {
  const { record, attempts, reads } = story;
  const place = { id: run, step: line.step, scope: line.scope };
  const name = line.record?.name ?? line.step;
  const question = questionOf(story);
  const notAgain = whyNoRetry({
    state: record?.state ?? null,
    failure: record?.failure ?? null,
    attempts,
    mostAttempts: story.mostAttempts,
  });
  const isSaidBelow =
    record?.failure?.code === "unknown_outcome" && question === "answered" && story.resolution !== null;
  return (
    <>
      {record !== null && record.failure !== null && !isSaidBelow && (
        <FailureNotice
          label={line.label}
          failure={record.failure}
          reads={reads}
          timeoutMs={story.timeoutMs}
          connector={story.connector}
          question={question}
        />
      )}
      {record !== null && story.standing !== null && !story.isRunOver && (
        <StandingForm
          key={`standing ${record.seq}`}
          place={{ ...place, attempt: record.attempt }}
          label={line.label}
          standing={story.standing}
          record={record}
          resultSchema={story.resultSchema}
        />
      )}
      <ChooseQuestion
        key={`choice ${line.scope}`}
        question={record?.state === "undecided" && !story.isRunOver ? "open" : "answered"}
        run={run}
        step={line.step}
        scope={line.scope}
        attempt={record?.attempt ?? 1}
        label={line.label}
        schema={story.resultSchema}
        note={record?.note ?? null}
      />
      <OutcomeQuestion
        run={run}
        step={line.step}
        scope={line.scope}
        attempt={record?.attempt ?? 1}
        label={line.label}
        isWrite={story.effect !== "read"}
        over={overOf(story)}
        after={story.afterAnswer}
        question={question}
        resolution={story.resolution}
      />
      {story.wait !== null && <EventWait wait={story.wait} />}
      {reads.length > 0 && (
        <Section title="As written">
          <WrittenArguments reads={reads} />
        </Section>
      )}
      {record !== null && (record.input !== null || record.kind === "action") && (
        <Section title="Input">
          <ValueView
            key={`input ${record.seq}`}
            value={record.input}
            place={{ ...place, part: "input" }}
            path=""
            label="Input"
            empty="It was not called, so nothing was handed to it."
          />
        </Section>
      )}
      {record !== null && (
        <Section title="Output">
          <ValueView
            key={`output ${record.seq}`}
            value={record.output}
            place={{ ...place, part: "output" }}
            path={`steps.${name}`}
            label="Output"
            empty={record.finishedAt === null ? "It has not given anything yet." : "It has given nothing."}
          />
        </Section>
      )}
      {attempts.length > 0 && (
        <Section title={attemptsTitle(attempts.length, story.mostAttempts)}>
          <AttemptList attempts={attempts} place={place} />
          {notAgain !== null && <Text mt={8}>{notAgain}</Text>}
        </Section>
      )}
    </>
  );
}
