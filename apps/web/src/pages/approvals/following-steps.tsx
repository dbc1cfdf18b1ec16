import { Text } from "@mantine/core";
import { fieldWords } from "../../panel/problem-words.ts";
import type { ApprovalStory } from "./approval-context.tsx";
import { ConcernedAlert, ItConcerns } from "./concerned-list.tsx";
import { EffectMark } from "./effect-mark.tsx";
import { missingAlerts } from "./missing-alerts.ts";
import { Parts, Reasons } from "./open-parts.tsx";
import { WillFail } from "./will-fail.tsx";
import { whyStepFails } from "./why-it-fails.ts";
import { plainJson } from "./plain-words.ts";
import classes from "./approval-page.module.css";

type Step = ApprovalStory["following"]["approved"][number];

interface FollowingStepsProps {
  readonly steps: readonly Step[];
  readonly concerned: ApprovalStory["concerned"];
  /** Said where there are none. */
  readonly nothing: string;
}

/** What comes next on a way out, each with its arguments as far as they are known now. */
export function FollowingSteps({ steps, concerned, nothing }: FollowingStepsProps) {
  if (steps.length === 0) return nothing === "" ? null : <Text c="dimmed">{nothing}</Text>;
  return (
    <ol className={classes["following"]}>
      {steps.map((step) => (
        <li key={step.step} className={classes["step"]}>
          <div className={classes["stepHead"]}>
            <strong>{step.label}</strong>
            {step.action !== null && <code>{step.action.key}</code>}
            {step.effect !== null && <EffectMark effect={step.effect} />}
            {step.connector !== null && <span>by the connector {step.connector}</span>}
          </div>
          {step.onlyIf.length > 0 && <p className={classes["quiet"]}>Only if: {step.onlyIf.join("; ")}</p>}
          {step.asksAgain && <p className={classes["quiet"]}>Somebody is asked again before it.</p>}
          <WillFail why={whyStepFails(step, concerned)} />
          <p className={classes["quiet"]}>
            <ItConcerns targets={step.concerns} concerned={concerned} />
          </p>
          {step.arguments.length > 0 && <Arguments step={step} concerned={concerned} />}
        </li>
      ))}
    </ol>
  );
}

function Arguments({ step, concerned }: { readonly step: Step } & Pick<ApprovalStory, "concerned">) {
  return (
    <dl className={classes["arguments"]}>
      {step.arguments.map(({ name, json, means, parts, faults }) => (
        <div key={name}>
          <dt>{fieldWords(name)}</dt>
          <dd>
            {means !== null && `${means} `}
            <span className={classes[means === null ? "value" : "quiet"]}>
              <Parts parts={parts} />
            </span>
            <ConcernedAlert id={plainJson(json)} concerned={concerned} />
            {missingAlerts(step.concerns, concerned)
              .filter(({ id }) => id === plainJson(json))
              .map(({ id, words }) => (
                <span key={id} className={classes["open"]}>
                  {words}
                </span>
              ))}
            <Reasons parts={parts} fails={faults.length > 0} />
          </dd>
        </div>
      ))}
    </dl>
  );
}
