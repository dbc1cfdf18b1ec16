import { actorWords } from "@riposte/plan/actor-words";
import { AnchorLink } from "../address/anchor-link.tsx";
import { counted } from "../canvas/plain-line.ts";
import { ApprovalLine } from "./approval-line.tsx";
import { RelativeTime } from "../shell/relative-time.tsx";
import { STATES } from "../shell/states.ts";
import { durationWords } from "../shell/time-words.ts";
import { scopeWords } from "./iterations.ts";
import { ParentRun, StartedRuns, useRelated } from "./related-runs.tsx";
import type { RunOutline } from "./run-data.ts";
import { partTested } from "../trying/reach.ts";
import classes from "./run-panel.module.css";
import { Section } from "./section.tsx";
import { useRunApprovals } from "./use-run-approvals.ts";
import { ValueView } from "./value/value-view.tsx";

/** The run as a whole: who or what started it, with what, who was asked, what was answered. */
export function RunFacts({ outline }: { readonly outline: RunOutline }) {
  const { run, event, response } = outline;
  const approvals = useRunApprovals(outline);
  return (
    <section className={classes["panel"]} aria-label="About this run">
      <header className={classes["head"]}>
        <h2 className={classes["title"]}>About this run</h2>
      </header>
      <div className={classes["body"]}>
        <Facts outline={outline} />
        <StartedRuns outline={outline} />
        {approvals.data !== undefined && approvals.data.length > 0 && (
          <Section title="Approvals">
            <ul className={classes["plain"]}>
              {approvals.data.map((approval) => (
                <ApprovalLine
                  key={approval.id}
                  approval={approval}
                  isRunOver={run.over}
                  iteration={approval.scope === "" ? "" : scopeWords(approval.scope, outline.graph.nodes)}
                />
              ))}
            </ul>
          </Section>
        )}
        <Section title="Event">
          <ValueView
            value={event}
            place={{ id: run.id, part: "event" }}
            path="trigger"
            label="Event"
            empty="The event is no longer there."
          />
        </Section>
        {response !== null && (
          <Section title={`Answer to the sender: ${response.status}`}>
            <ValueView
              value={response.body}
              place={{ id: run.id, part: "response" }}
              path=""
              label="Answer"
              empty="It has no body."
            />
          </Section>
        )}
      </div>
    </section>
  );
}

/** How it repeats the other one. */
function repeatWords({ rerun, graph }: RunOutline): string {
  const node = graph.nodes.find(({ id }) => id === rerun?.step);
  const label = node?.label ?? node?.name ?? rerun?.step ?? "";
  switch (rerun?.kind) {
    case "step":
      return `from ${label} on`;
    case "failed":
      return "what had failed";
    case "after":
      return `from after ${label} on, whose output was given by hand`;
    default:
      return "with its event";
  }
}

function Facts({ outline }: { readonly outline: RunOutline }) {
  const { run, trigger, startedBy, rerunOf, joined, receivedAt, isVersion, simulate } = outline;
  const related = useRelated(outline);
  const part = partTested(outline);
  const took =
    run.startedAt === null || run.finishedAt === null
      ? null
      : Date.parse(run.finishedAt) - Date.parse(run.startedAt);
  return (
    <dl className={classes["grid"]}>
      <dt>Playbook</dt>
      <dd>
        <AnchorLink to="/playbooks/$playbook" params={{ playbook: run.playbook.id }}>
          {run.playbook.name}
        </AnchorLink>
        , {isVersion ? `version ${run.version}` : "a draft that was tried"}
        {part !== null && ` (${part})`}
      </dd>
      <dt>Started by</dt>
      <dd>
        {related?.parent != null ? (
          <ParentRun parent={related.parent} />
        ) : startedBy === null ? (
          trigger === null ? (
            "a person"
          ) : (
            `its trigger (${trigger})`
          )
        ) : (
          actorWords(startedBy)
        )}
      </dd>
      {joined > 0 && (
        <>
          <dt>Stands for</dt>
          <dd>{counted(joined, "more event")} with the same key that came together with its own</dd>
        </>
      )}
      {rerunOf !== null && (
        <>
          <dt>Rerun of</dt>
          <dd>
            <AnchorLink to="/runs/$run" params={{ run: rerunOf }}>
              {rerunOf}
            </AnchorLink>
            , {repeatWords(outline)}
          </dd>
        </>
      )}
      {outline.reruns.length > 0 && (
        <>
          <dt>Reruns</dt>
          <dd>
            {outline.reruns.map(({ run: id, state, createdAt }) => (
              <div key={id}>
                <AnchorLink to="/runs/$run" params={{ run: id }}>
                  {id}
                </AnchorLink>
                , {STATES[state].word.toLowerCase()}, <RelativeTime at={createdAt} />
              </div>
            ))}
          </dd>
        </>
      )}
      {receivedAt !== null && (
        <>
          <dt>Accepted</dt>
          <dd>
            <RelativeTime at={receivedAt} />
          </dd>
        </>
      )}
      {run.finishedAt !== null && (
        <>
          <dt>Ended</dt>
          <dd>
            <RelativeTime at={run.finishedAt} />
            {took !== null && `, after ${durationWords(Math.max(0, took))}`}
          </dd>
        </>
      )}
      {simulate && (
        <>
          <dt>Simulated</dt>
          <dd>Writes and messages were shown and not sent.</dd>
        </>
      )}
      <dt>Run</dt>
      <dd>
        <code>{run.id}</code>
      </dd>
    </dl>
  );
}
