import { harmlessText } from "@riposte/plan/harmless-text";
import { AnchorLink } from "../../address/anchor-link.tsx";
import { usePanel } from "../panel-context.ts";
import type { Preview } from "./use-preview.ts";
import classes from "./preview-line.module.css";

interface PreviewLineProps {
  readonly preview: Preview | null;
  /** Something is wrong with the template itself: that says more than how it failed. */
  readonly isWrong: boolean;
}

/** What the template comes to, and with which data. */
export function PreviewLine({ preview, isWrong }: PreviewLineProps) {
  if (preview === null) return null;
  const { rendered, from } = preview;
  if (isWrong && rendered.kind === "error") return null;
  return (
    <div className={classes["preview"]}>
      {rendered.kind === "value" && (
        <output className={classes["value"]} aria-label="Result">
          {rendered.text === "" ? (
            <span className={classes["empty"]}>empty text</span>
          ) : (
            harmlessText(rendered.text)
          )}
        </output>
      )}
      {rendered.kind === "error" && (
        <p className={classes["error"]}>With this data it fails: {harmlessText(rendered.message)}</p>
      )}
      {rendered.kind === "slow" && (
        <p className={classes["error"]}>It takes longer than half a second, so that no result is shown.</p>
      )}
      {!from.isConstant && <Source madeUp={from.madeUp} />}
    </div>
  );
}

/** In a word where all of it is real; what was made up is named. */
function Source({ madeUp }: { readonly madeUp: readonly string[] }) {
  const { sample } = usePanel();
  const [first, ...others] = madeUp;
  if (sample.run === null)
    return <p className={classes["made"]}>With made-up data, as the playbook has not run yet.</p>;
  const { id, at, isChosen } = sample.run;
  return (
    <>
      <p className={classes["real"]}>
        <AnchorLink to="/runs/$run" params={{ run: id }} size="xs" title={`With data of the run of ${at}`}>
          {isChosen === true ? "chosen run" : "last run"}
        </AnchorLink>
      </p>
      {first !== undefined && (
        <p className={classes["made"]}>
          <code>{first}</code>
          {others.length > 0 && ` and ${others.length} more`} made up, as the{" "}
          {isChosen === true ? "chosen" : "last"} run had none.
        </p>
      )}
    </>
  );
}
