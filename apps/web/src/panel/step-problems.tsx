import { usePanel } from "./panel-context.ts";
import classes from "./step-panel.module.css";

/** What concerns the step as a whole; everything else stands at its field. */
export function StepProblems() {
  const { problems } = usePanel();
  const own = problems.filter(
    ({ field }) => field === undefined || /^(edges\.\d+|id|kind|position)$/.test(field),
  );
  if (own.length === 0) return null;
  return (
    <ul className={classes["problems"]} aria-label="Problems of this step">
      {own.map(({ code, message, hint, severity, field }) => (
        <li key={`${code} ${field} ${message}`} data-severity={severity}>
          {message} {hint !== undefined && <span className={classes["hint"]}>{hint}</span>}
        </li>
      ))}
    </ul>
  );
}
