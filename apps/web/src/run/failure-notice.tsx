import { IconAlertTriangle } from "@tabler/icons-react";
import { Fragment } from "react";
import { failureText, failureWords, isOnly } from "./failure-words.ts";
import { CopyText } from "./copy-text.tsx";
import classes from "./failure-notice.module.css";

/** What went wrong with a step: what, where, why, and what to do. */
export function FailureNotice(step: Parameters<typeof failureWords>[0]) {
  const words = failureWords(step);
  return (
    <section className={classes["notice"]} aria-label="What went wrong">
      <IconAlertTriangle size={18} stroke={1.75} aria-hidden className={classes["icon"]} />
      <div className={classes["text"]}>
        <p>
          <em>{step.label}</em> {words.what}
          {words.field !== null && words.checks.length === 0 && (
            <>
              {" "}
              The field at fault is <code>{words.field}</code>.
            </>
          )}
        </p>
        {words.checks.map(({ template, names }) => (
          <p key={template}>
            Check <code>{template}</code>
            {names.map(({ path, isValue, was }) => (
              <Fragment key={path}>
                ; {isOnly(template, path) ? "it" : <code>{path}</code>} was{" "}
                {isValue ? <code>{was}</code> : was}
              </Fragment>
            ))}{" "}
            in this run.
          </p>
        ))}
        {words.original !== null && (
          <p className={classes["advice"]}>
            Templates say: <code>{words.original}</code>
          </p>
        )}
        {words.advice !== "" && <p className={classes["advice"]}>{words.advice}</p>}
      </div>
      <CopyText text={failureText(step.label, words)} label="Copy what went wrong" />
    </section>
  );
}
