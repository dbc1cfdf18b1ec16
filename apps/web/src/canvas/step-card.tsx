import { harmlessText } from "@riposte/plan/harmless-text";
import {
  IconAlertTriangle,
  IconCircleX,
  IconNote,
  IconPencilExclamation,
  IconPin,
  IconPlayerPauseFilled,
  IconRepeat,
  IconUserCheck,
} from "@tabler/icons-react";
import type { StepChange } from "@riposte/draft";
import { Fragment } from "react";
import { StateBadge } from "../shell/state-badge.tsx";
import { ChangeMark } from "./compare/change-mark.tsx";
import { CHANGE_SIGNS } from "./compare/change-signs.ts";
import type { Zoom } from "./canvas-context.ts";
import type { StepData } from "./flow-types.ts";
import { KINDS } from "./kinds.ts";
import { counted } from "./plain-line.ts";
import { needsRows } from "./ports.ts";
import classes from "./step-card.module.css";
import { StepIcon } from "./step-icon.tsx";
import { LINE_HEIGHT, titlePieces, titleSize } from "./title-pieces.ts";

/** What a step looks like; on its own, so that a run and a draft look the same. */
export function StepCard({ data, zoom }: { readonly data: StepData; readonly zoom: Zoom }) {
  const { node, kind, title, line, ports, state, change } = data;
  if (zoom !== "card") {
    return (
      <div
        className={classes["name-only"]}
        // Not all of it has room.
        title={title}
        data-kind={kind}
        data-zoom={zoom}
        data-writes={data.writes || undefined}
        data-state={state ?? undefined}
        data-change={change ?? undefined}
      >
        {/* The state counts more than the kind, which the colour tells as well: both leave too little of the name. */}
        {state === null && change === null && (
          <StepIcon kind={kind} node={node.kind} icon={data.icon} logo={data.logo} />
        )}
        {change !== null && <FarChange change={change} />}
        {zoom === "dot" && state !== null && (
          <span className={classes["dot-state"]}>
            <StateBadge state={state} bare />
          </span>
        )}
        <span
          className={classes["name"]}
          {...(zoom === "name" ? { style: { fontSize: titleSize(title), lineHeight: LINE_HEIGHT } } : {})}
        >
          {titlePieces(title).map((piece, at) => (
            // oxlint-disable-next-line react/no-array-index-key -- pieces have nothing else
            <Fragment key={at}>
              {piece}
              <wbr />
            </Fragment>
          ))}
        </span>
        {data.writes && (
          <span className={classes["name-writes"]} title={WRITES}>
            <IconPencilExclamation aria-hidden />
          </span>
        )}
        {zoom === "name" && state !== null && (
          <span className={classes["name-state"]}>
            <StateBadge state={state} bare />
          </span>
        )}
      </div>
    );
  }
  return (
    <div
      className={classes["card"]}
      data-kind={kind}
      data-writes={data.writes || undefined}
      data-state={state ?? undefined}
      data-change={change ?? undefined}
    >
      <div className={classes["head"]}>
        <StepIcon kind={kind} node={node.kind} icon={data.icon} logo={data.logo} />
        <div className={classes["words"]}>
          <div className={classes["title"]}>{title}</div>
          <div className={classes["line"]}>{line}</div>
        </div>
        {state !== null && <StateBadge state={state} bare />}
      </div>
      {needsRows(ports) && (
        <ul className={classes["ports"]}>
          {ports.map(({ id, label, tone }) => (
            <li key={id} data-tone={tone}>
              {label}
            </li>
          ))}
        </ul>
      )}
      <Marks data={data} />
    </div>
  );
}

const PINNED = "Pinned: tests take an output in its place, and do not carry it out";
const WRITES = `${KINDS.setter.says}: this step writes to the outside`;

function breakpointWords(condition: string): string {
  return condition === ""
    ? "Breakpoint: tests stop before it"
    : `Breakpoint: tests stop before it where ${harmlessText(condition)}`;
}

/** From afar the sign alone, large. */
function FarChange({ change }: { readonly change: StepChange }) {
  const { icon: Icon, word } = CHANGE_SIGNS[change];
  return (
    <span className={classes["far-change"]} title={word}>
      <Icon stroke={2.5} aria-hidden />
    </span>
  );
}

function Marks({
  data: { node, writes, errors, warnings, pinned, breakpoint, change },
}: {
  readonly data: StepData;
}) {
  const retries = retriesOf(node["retry"]);
  return (
    <div className={classes["marks"]}>
      {change !== null && <ChangeMark change={change} />}
      {errors > 0 && (
        <span className={classes["error"]} title={counted(errors, "error")}>
          <IconCircleX size={14} aria-hidden />
          {errors}
        </span>
      )}
      {errors === 0 && warnings > 0 && (
        <span className={classes["warning"]} title={counted(warnings, "warning")}>
          <IconAlertTriangle size={14} aria-hidden />
          {warnings}
        </span>
      )}
      {pinned && (
        <span className={classes["mark"]} title={PINNED}>
          <IconPin size={14} aria-label="Pinned" />
        </span>
      )}
      {breakpoint !== null && (
        <span className={classes["breakpoint"]} title={breakpointWords(breakpoint)}>
          <IconPlayerPauseFilled size={12} aria-label="Breakpoint" />
        </span>
      )}
      {retries > 1 && (
        <span className={classes["mark"]} title={`Tried up to ${retries} times, where another try can help`}>
          <IconRepeat size={14} aria-hidden />
          {retries}
        </span>
      )}
      {node.kind === "action" && node["approval"] !== undefined && (
        <span className={classes["mark"]} title="Asks a person first">
          <IconUserCheck size={14} aria-label="Asks a person first" />
        </span>
      )}
      {node.kind !== "note" && typeof node["note"] === "string" && node["note"] !== "" && (
        <span className={classes["mark"]} title={harmlessText(node["note"])}>
          <IconNote size={14} aria-label="Has a note" />
        </span>
      )}
      {writes && (
        <span className={classes["writes"]} title={WRITES}>
          <IconPencilExclamation size={14} aria-hidden />
          writes
        </span>
      )}
    </div>
  );
}

function retriesOf(retry: unknown): number {
  return typeof retry === "object" && retry !== null && "attempts" in retry ? Number(retry.attempts) : 1;
}
