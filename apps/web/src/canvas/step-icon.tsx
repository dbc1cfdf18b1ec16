import "./kinds.css";
import type { DraftNode } from "@riposte/draft";
import type { ActionIcon } from "@riposte/plan";
import { createElement } from "react";
import { ICONS_OF_ACTIONS } from "./action-icons.ts";
import type { Kind } from "./kinds.ts";
import { iconOf, KINDS } from "./kinds.ts";
import classes from "./step-icon.module.css";

/** The icon of a kind in its shape; what it means is said in words beside it. */
export function StepIcon({
  kind,
  node = "action",
  icon,
  logo,
}: {
  readonly kind: Kind;
  readonly node?: DraftNode["kind"];
  /** An action's own. */
  readonly icon?: ActionIcon | undefined;
  /** Of its module, as a `data:` address: it stands in the icon's place. */
  readonly logo?: string | undefined;
}) {
  return (
    <span
      className={classes["frame"]}
      data-shape={KINDS[kind].shape}
      data-kind={kind}
      title={KINDS[kind].word}
      data-logo={logo === undefined ? undefined : true}
      aria-hidden
    >
      {logo === undefined ? (
        createElement(icon === undefined ? iconOf(kind, node) : ICONS_OF_ACTIONS[icon], {
          size: 16,
          stroke: 1.8,
        })
      ) : (
        <img className={classes["logo"]} src={logo} alt="" draggable={false} />
      )}
    </span>
  );
}
