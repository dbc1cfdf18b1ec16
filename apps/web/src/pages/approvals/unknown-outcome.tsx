import { Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { AnchorLink } from "../../address/anchor-link.tsx";
import { trpc } from "../../api/trpc.ts";
import { AttemptList } from "../../run/attempt-list.tsx";
import { doubtWords } from "../../run/doubt-words.ts";
import { scopeWords } from "../../run/iterations.ts";
import { OutcomeQuestion } from "../../run/outcome-question.tsx";
import { overOf, questionOf } from "../../run/resolution-words.ts";
import { Section } from "../../run/section.tsx";
import { ValueView } from "../../run/value/value-view.tsx";
import { ErrorState } from "../../shell/error-state.tsx";
import { Loading } from "../../shell/loading.tsx";
import { PageBody } from "../../shell/page-body.tsx";
import { PageHeader } from "../../shell/page-header.tsx";
import { StateBadge } from "../../shell/state-badge.tsx";
import { TimedText } from "../../shell/timed-text.tsx";
import { ConcernedList } from "./concerned-list.tsx";
import { EffectMark } from "./effect-mark.tsx";
import type { readOutcomeRef } from "./outcome-ref.ts";

const REFRESH_MS = 5_000;

/** A step that was lost in the middle: what was sent, what is known, and the question what became of it. */
export function UnknownOutcome({ run, step, scope }: NonNullable<ReturnType<typeof readOutcomeRef>>) {
  const story = useQuery(
    trpc.runs.step.queryOptions({ id: run, step, scope }, { refetchInterval: REFRESH_MS }),
  );
  const outline = useQuery(trpc.runs.outline.queryOptions({ id: run }));
  const { data } = story;
  if (data === undefined)
    return story.error === null ? <Loading /> : <ErrorState error={story.error} retry={story.refetch} />;
  const { record, attempts, effect, resolution, concerned } = data;
  const ofRun = outline.data?.run;
  if (record === null) return <Text p={24}>This step has not been reached.</Text>;
  const place = { id: run, step, scope };
  const question = questionOf(data);
  const node = outline.data?.graph.nodes.find(({ id }) => id === step);
  const connector = node?.kind === "action" ? (node.connector ?? null) : null;
  return (
    <>
      <PageHeader
        title={record.label}
        tab={`Unknown outcome: ${record.label}`}
        above={<AnchorLink to="/approvals">Approvals</AnchorLink>}
        about={
          <>
            <StateBadge state={record.state} />{" "}
            {scope !== "" && outline.data !== undefined && `${scopeWords(scope, outline.data.graph.nodes)}, `}
            {ofRun !== undefined && `${ofRun.playbook.name}, `}
            <AnchorLink
              to="/runs/$run"
              params={{ run }}
              search={{ step, ...(scope === "" ? {} : { turn: scope }) } as never}
            >
              this step in its run
            </AnchorLink>
          </>
        }
      />
      <PageBody narrow>
        {question === "open" && <Text>{doubtWords(record.failure)}</Text>}
        {question === "answered" && resolution === null && (
          <Text aria-live="polite">
            Its outcome is not in question any more. <TimedText>{record.note ?? ""}</TimedText>
          </Text>
        )}
        <OutcomeQuestion
          run={run}
          step={step}
          scope={scope}
          attempt={record.attempt}
          label={record.label}
          isWrite={effect !== "read"}
          over={overOf(data)}
          after={data.afterAnswer}
          question={question}
          resolution={resolution}
        />
        <Section level={2} title="What was sent">
          {concerned.length > 0 && (
            <Text component="div">
              It concerns <ConcernedList concerned={concerned} />.
            </Text>
          )}
          <Text component="div">
            {record.action !== null && <code>{record.action}</code>}{" "}
            {effect !== null && <EffectMark effect={effect} />}
            {connector !== null && ` by the connector ${connector}`}
          </Text>
          <ValueView
            value={record.input}
            place={{ ...place, part: "input" }}
            path=""
            label="What was sent"
            empty="Nothing."
          />
        </Section>
        {outline.data !== undefined && (
          <Section level={2} title="The event that started it">
            <ValueView
              value={outline.data.event}
              place={{ id: run, part: "event" }}
              path="trigger"
              label="Event"
              empty="The event is no longer there."
            />
          </Section>
        )}
        <Section level={2} title="What is known">
          {attempts.length === 0 ? (
            <Text c="dimmed">No attempt was recorded.</Text>
          ) : (
            <AttemptList attempts={attempts} place={place} />
          )}
        </Section>
      </PageBody>
    </>
  );
}
