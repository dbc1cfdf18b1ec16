import classes from "./state-badge.module.css";
import { STATES } from "./states.ts";
import type { StateName } from "./states.ts";

/** Icon, word and colour of a run's or a step's state. `bare` leaves the word to screen readers. */
export function StateBadge({ state, bare = false }: { state: StateName; bare?: boolean }) {
  const { word, icon: Icon, tone, meaning } = STATES[state];
  return (
    <span className={classes["state"]} data-tone={tone} title={bare ? word : meaning}>
      <Icon size={16} stroke={1.75} aria-hidden />
      <span className={bare ? classes["unseen"] : undefined}>{word}</span>
    </span>
  );
}
