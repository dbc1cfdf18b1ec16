import classes from "./urgency.module.css";

interface UrgencyProps {
  readonly urgency: { readonly display: "Low" | "Medium" | "High"; readonly current_value: number };
}

/** Bars, word and number: never the colour alone. */
export function Urgency({ urgency: { display, current_value: value } }: UrgencyProps) {
  return (
    <span className={classes["urgency"]} data-level={display}>
      <span className={classes["bars"]} aria-hidden>
        <i />
        <i />
        <i />
      </span>
      {display} <span className={classes["value"]}>{value}</span>
    </span>
  );
}
