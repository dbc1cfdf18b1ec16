import { Fragment } from "react";
import { StateBadge } from "../shell/state-badge.tsx";
import { STATES, STEP_STATES } from "../shell/states.ts";
import classes from "./shortcut-sheet.module.css";

/** What the icons of steps in a run mean. */
export function StateLegend() {
  return (
    <section aria-label="States of steps">
      <h2 className={classes["title"]}>States of steps</h2>
      <dl className={classes["list"]}>
        {STEP_STATES.map((state) => (
          <Fragment key={state}>
            <dt>
              <StateBadge state={state} />
            </dt>
            <dd>{STATES[state].meaning}</dd>
          </Fragment>
        ))}
      </dl>
    </section>
  );
}
