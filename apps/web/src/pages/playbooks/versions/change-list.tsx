import { useEffect, useRef } from "react";
import { ChangeMark } from "../../../canvas/compare/change-mark.tsx";
import { counted } from "../../../canvas/plain-line.ts";
import { AnchorLink } from "../../../address/anchor-link.tsx";
import type { ChangesInWords, EdgeInWords, StepInWords } from "./changes-in-words.ts";
import classes from "./change-list.module.css";
import { FieldChange } from "./field-change.tsx";
import type { ScriptDifference } from "./script-differences.ts";

interface ChangeListProps {
  readonly changes: ChangesInWords;
  readonly scripts: readonly ScriptDifference[];
  readonly selected: string | null;
  readonly onSelect: (node: string) => void;
}

/** The comparison as text: what the canvas shows, with what each field was and is. */
export function ChangeList({
  changes: { steps, edges, moved },
  scripts,
  selected,
  onSelect,
}: ChangeListProps) {
  return (
    <>
      <ul className={classes["list"]} aria-label="Changed steps">
        {steps.map((step) => (
          <StepChanges key={step.id} step={step} isSelected={step.id === selected} onSelect={onSelect} />
        ))}
      </ul>
      {edges.length > 0 && <Connections edges={edges} onSelect={onSelect} />}
      {scripts.length > 0 && (
        <>
          <h3 className={classes["heading"]}>Scripts</h3>
          <ul className={classes["list"]} aria-label="Changed scripts">
            {scripts.map(({ action, before, after }) => (
              <li key={action} className={classes["step"]}>
                <AnchorLink
                  to="/actions/$action"
                  params={{ action: action.replace(/^script\./, "") }}
                  search={{ tab: "versions", version: String(after) } as never}
                >
                  {action}
                </AnchorLink>{" "}
                runs in version {after}, ran in {before}
              </li>
            ))}
          </ul>
        </>
      )}
      {moved.length > 0 && (
        <p className={classes["quiet"]}>
          {counted(moved.length, "step")} only {moved.length === 1 ? "stands" : "stand"} elsewhere:{" "}
          {moved.join(", ")}
        </p>
      )}
    </>
  );
}

interface StepChangesProps {
  readonly step: StepInWords;
  readonly isSelected: boolean;
  readonly onSelect: (node: string) => void;
}

function StepChanges({ step: { id, change, title, line, fields }, isSelected, onSelect }: StepChangesProps) {
  const item = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (isSelected) item.current?.scrollIntoView({ block: "nearest" });
  }, [isSelected]);
  return (
    <li ref={item} className={classes["step"]} data-selected={isSelected || undefined}>
      <button
        type="button"
        className={classes["title"]}
        aria-current={isSelected || undefined}
        onClick={() => onSelect(id)}
      >
        <ChangeMark change={change} /> <b>{title}</b>
      </button>
      {line !== null && line !== "" && <p className={classes["quiet"]}>{line}</p>}
      {fields.length > 0 && (
        <dl className={classes["fields"]}>
          {fields.map((field, at) => (
            // oxlint-disable-next-line react/no-array-index-key -- two fields may be called the same
            <FieldChange key={at} {...field} />
          ))}
        </dl>
      )}
    </li>
  );
}

interface ConnectionsProps {
  readonly edges: readonly EdgeInWords[];
  readonly onSelect: (node: string) => void;
}

function Connections({ edges, onSelect }: ConnectionsProps) {
  return (
    <>
      <h3 className={classes["heading"]}>Connections</h3>
      <ul className={classes["list"]} aria-label="Changed connections">
        {edges.map(({ key, change, from, text }) => (
          <li key={key}>
            <button type="button" className={classes["title"]} onClick={() => onSelect(from)}>
              <ChangeMark change={change} /> {text}
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}
