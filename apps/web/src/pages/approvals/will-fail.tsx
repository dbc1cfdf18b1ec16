import { IconAlertTriangle } from "@tabler/icons-react";
import classes from "./approval-page.module.css";

/** Said before one decides: this step cannot succeed with what is known already. */
export function WillFail({ why }: { readonly why: readonly string[] }) {
  if (why.length === 0) return null;
  return (
    <p className={classes["fails"]}>
      <IconAlertTriangle size={16} stroke={1.75} aria-hidden />
      <span>This will fail: {why.join("; ")}</span>
    </p>
  );
}
