import type { DraftNode } from "@riposte/draft";
import { createElement } from "react";
import type { Kind } from "./kinds.ts";
import { iconOf, KINDS } from "./kinds.ts";
import classes from "./step-icon.module.css";

/** The icon of a kind in its shape; what it means is said in words beside it. */
export function StepIcon({
  kind,
  node = "action",
}: {
  readonly kind: Kind;
  readonly node?: DraftNode["kind"];
}) {
  return (
    <span
      className={classes["frame"]}
      data-shape={KINDS[kind].shape}
      data-kind={kind}
      title={KINDS[kind].word}
      aria-hidden
    >
      {createElement(iconOf(kind, node), { size: 16, stroke: 1.8 })}
    </span>
  );
}
