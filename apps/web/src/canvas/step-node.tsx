import { Handle, Position } from "@xyflow/react";
import type { NodeProps } from "@xyflow/react";
import { IconChevronRight, IconPlus } from "@tabler/icons-react";
import { memo } from "react";
import type { MouseEvent } from "react";
import { useCanvas } from "./canvas-context.ts";
import { CHANGE_SIGNS } from "./compare/change-signs.ts";
import type { StepData, StepFlowNode } from "./flow-types.ts";
import { standsForSteps } from "./groups.ts";
import { KINDS } from "./kinds.ts";
import { ENTRY_Y, lostPortY, portY } from "./measures.ts";
import { counted } from "./plain-line.ts";
import { STATES } from "../shell/states.ts";
import { hasEntry, portWords } from "./ports.ts";
import type { Port } from "./ports.ts";
import { StepCard } from "./step-card.tsx";
import classes from "./step-node.module.css";

/** A step on the canvas: its card, its way in and its ways out. */
export const StepNode = memo(function StepNode({ id, data, selected }: NodeProps<StepFlowNode>) {
  const { zoom, active, add, unfold } = useCanvas();
  const isGroup = standsForSteps(data.node);
  return (
    <div className={classes["node"]} data-selected={selected || undefined} data-stack={isGroup || undefined}>
      <StepCard data={data} zoom={zoom} />
      <button
        type="button"
        className={classes["face"]}
        data-step={id}
        aria-pressed={selected}
        aria-label={spoken(data)}
        tabIndex={active === id ? 0 : -1}
      />
      {hasEntry(data.node) && (
        <Handle
          id="in"
          type="target"
          position={Position.Left}
          className={classes["entry"] ?? ""}
          style={{ top: ENTRY_Y }}
          isConnectableStart={false}
          isConnectable={!isGroup}
        />
      )}
      {isGroup && unfold !== null && (
        <button
          type="button"
          tabIndex={-1}
          className={classes["unfold"]}
          aria-label={`Unfold ${data.title}`}
          title="Show its steps"
          onClick={(event) => {
            event.stopPropagation();
            unfold(id);
          }}
        >
          <IconChevronRight size={14} aria-hidden />
        </button>
      )}
      {data.ports.map((port, at) => (
        <Exit
          key={port.id}
          {...{ id, data, port, at, canAdd: add !== null && zoom === "card" && !isGroup }}
        />
      ))}
      {data.lost.map((port) => (
        <Handle
          key={port.id}
          id={port.id}
          type="source"
          position={Position.Right}
          className={classes["exit"] ?? ""}
          data-lost
          title={`There is no way out called ${port.label} any more`}
          style={{ top: lostPortY(data.ports) }}
          isConnectable={false}
        />
      ))}
    </div>
  );
});

interface ExitProps {
  readonly id: string;
  readonly data: StepData;
  readonly port: Port;
  readonly at: number;
  readonly canAdd: boolean;
}

/** Dragged it connects, clicked it adds the next step. */
function Exit({ id, data, port, at, canAdd }: ExitProps) {
  const { add } = useCanvas();
  const isOpen = !data.connected.has(port.id);
  const onClick = (event: MouseEvent) => {
    event.stopPropagation();
    const { right, top } = event.currentTarget.getBoundingClientRect();
    add?.({ from: { node: id, port: port.id } }, { x: right + 8, y: top });
  };
  return (
    <Handle
      id={port.id}
      type="source"
      position={Position.Right}
      className={classes["exit"] ?? ""}
      isConnectable={!standsForSteps(data.node)}
      data-open={isOpen || undefined}
      data-still={add === null || undefined}
      data-tone={port.tone}
      style={{ top: portY(data.ports, at) }}
    >
      {canAdd && (
        <button
          type="button"
          tabIndex={-1}
          className={classes["plus"]}
          aria-label={`Add a step after ${data.title}${portWords(port)}`}
          title="Click to add the next step, drag to connect"
          onClick={onClick}
        >
          <IconPlus size={12} stroke={2.5} aria-hidden />
        </button>
      )}
    </Handle>
  );
}

function spoken({
  title,
  kind,
  line,
  errors,
  warnings,
  writes,
  pinned,
  breakpoint,
  state,
  change,
}: StepData): string {
  return [
    `${title}, ${KINDS[kind].word.toLowerCase()}`,
    line,
    ...(writes ? ["writes to the outside"] : []),
    ...(pinned ? ["pinned"] : []),
    ...(breakpoint === null ? [] : ["breakpoint"]),
    ...(errors > 0 ? [counted(errors, "error")] : []),
    ...(warnings > 0 ? [counted(warnings, "warning")] : []),
    ...(state === null ? [] : [STATES[state].word]),
    ...(change === null ? [] : [CHANGE_SIGNS[change].word]),
  ]
    .map((part) => part.replace(/[.\s]+$/, ""))
    .join(". ");
}
