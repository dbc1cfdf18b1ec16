import { isStanding } from "@riposte/plan/standing";
import { AnchorLink } from "../../address/anchor-link.tsx";
import { scopeWords } from "../../run/iterations.ts";
import type { RunOutline, StepOutline } from "../../run/run-data.ts";
import { stepKey } from "../../run/run-data.ts";
import { StandingWays } from "../../run/standing-ways.tsx";
import { StateBadge } from "../../shell/state-badge.tsx";
import classes from "./editor-pages.module.css";

/** What stands out in a run that is over, and what one that goes on is at. */
const TROUBLE: ReadonlySet<StepOutline["state"]> = new Set(["failed", "unknown", "undecided"]);
const UNDER_WAY: ReadonlySet<StepOutline["state"]> = new Set(["approval", "turn", "waiting", "running"]);
const MOST = 5;

/** The steps of a test that failed or that it waits for, each with a way there. */
export function TestStanding({ outline }: { readonly outline: RunOutline }) {
  const { run, steps, graph } = outline;
  const named = steps.filter(({ state }) => TROUBLE.has(state) || (!run.over && UNDER_WAY.has(state)));
  if (named.length === 0) return null;
  return (
    <ul className={classes["standing"]} aria-label="Steps that failed or wait">
      {named.slice(0, MOST).map((each) => (
        <li key={stepKey(each)}>
          <StateBadge state={each.state} />{" "}
          <AnchorLink
            to="/runs/$run"
            params={{ run: run.id }}
            search={{ step: each.step, ...(each.scope === "" ? {} : { turn: each.scope }) } as never}
          >
            {each.label}
            {each.scope !== "" && ` (${scopeWords(each.scope, graph.nodes)})`}
          </AnchorLink>
          {isStanding(each) && !run.over && (
            <>
              {" stands at its breakpoint."}
              <StandingWays
                place={{ id: run.id, step: each.step, scope: each.scope, attempt: each.attempt }}
                label={each.label}
              />
            </>
          )}
          {TROUBLE.has(each.state) && each.failure !== null && `: ${each.failure.message}`}
        </li>
      ))}
      {named.length > MOST && <li>and {named.length - MOST} more</li>}
    </ul>
  );
}
