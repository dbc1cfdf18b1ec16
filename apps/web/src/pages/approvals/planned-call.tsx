import { Fragment } from "react";
import type { ApprovalStory } from "./approval-context.tsx";
import { ItConcerns } from "./concerned-list.tsx";
import { EffectMark } from "./effect-mark.tsx";
import { fieldWords } from "../../panel/problem-words.ts";
import { ValueView } from "../../run/value/value-view.tsx";
import type { ValuePlace } from "../../run/value/value-view.tsx";
import { whyCallFails } from "./why-it-fails.ts";
import { WillFail } from "./will-fail.tsx";
import classes from "./approval-page.module.css";

interface PlannedCallProps {
  readonly call: NonNullable<ApprovalStory["call"]>;
  readonly concerned: ApprovalStory["concerned"];
  /** What the playbook calls the step. */
  readonly label: string;
  readonly place: ValuePlace;
}

/** Exactly the call that waits: nothing in it will be computed anew. */
export function PlannedCall({ call, concerned, label, place }: PlannedCallProps) {
  const { action, effect, connector, concerns, meanings } = call;
  return (
    <div className={classes["step"]}>
      <div className={classes["stepHead"]}>
        <strong>{label}</strong> {action.name !== label && action.name} <code>{action.key}</code>
        <EffectMark effect={effect} />
        {connector !== null && <span>by the connector {connector}</span>}
      </div>
      <WillFail why={whyCallFails(call, concerned)} />
      <p>
        <ItConcerns targets={concerns} concerned={concerned} />
        {meanings.map(({ name, means }) => (
          <Fragment key={name}>
            {fieldWords(name)} is <strong>{means}</strong>.{" "}
          </Fragment>
        ))}
        It is called with exactly these arguments:
      </p>
      <ValueView
        value={call.arguments}
        place={place}
        path=""
        label="Arguments"
        empty="It has no arguments."
      />
    </div>
  );
}
