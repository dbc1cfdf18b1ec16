import { IconAlertTriangle } from "@tabler/icons-react";
import classes from "./approval-page.module.css";

/** Said before one decides: a step cannot succeed with what is known already. */
export function WillFail({ why }: { readonly why: string | null }) {
  if (why === null) return null;
  return (
    <p className={classes["fails"]}>
      <IconAlertTriangle size={16} stroke={1.75} aria-hidden />
      <span>{why}</span>
    </p>
  );
}
