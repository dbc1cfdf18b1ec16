import type { Comparison, StepChange } from "@riposte/draft";
import classes from "./change-legend.module.css";
import { ChangeMark } from "./change-mark.tsx";
import { STEP_CHANGES } from "./change-signs.ts";

/** What the signs of two graphs in one mean, and how many there are of each. */
export function ChangeLegend({ comparison: { steps, edges } }: { readonly comparison: Comparison }) {
  const count = (change: StepChange) => steps.filter((step) => step.change === change).length;
  const connections = (change: "added" | "removed") => edges.filter((edge) => edge.change === change).length;
  return (
    <ul className={classes["legend"]} aria-label="What the signs mean">
      {STEP_CHANGES.map((change) => (
        <li key={change} data-none={count(change) === 0 || undefined}>
          <ChangeMark change={change} /> {count(change)}
        </li>
      ))}
      <li data-none={edges.length === 0 || undefined}>
        Connections <b>+</b>
        {connections("added")} <b>−</b>
        {connections("removed")}
      </li>
    </ul>
  );
}
