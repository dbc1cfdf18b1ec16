import type { DraftGraph } from "@riposte/draft";
import { ViewportPortal } from "@xyflow/react";
import type { Present } from "../canvas/draft-state.ts";
import { useDraft } from "../canvas/draft-store.ts";
import { heightOf, STEP_WIDTH } from "../canvas/measures.ts";
import { portsOf } from "../canvas/ports.ts";
import { colourOf } from "./person-look.ts";
import classes from "./presence.module.css";

/** An outline around the step that somebody else has chosen. What it says is told in the bar, too. */
export function OthersOnCanvas({ graph }: { readonly graph: DraftGraph }) {
  const others = useDraft((draft) => draft.others);
  const byStep = Map.groupBy(
    others.filter(({ step }) => step !== null),
    ({ step }) => step,
  );
  if (byStep.size === 0) return null;
  const frames = graph.nodes.flatMap((node) => {
    const here = byStep.get(node.id);
    const [first] = here ?? [];
    const { position } = node;
    if (here === undefined || first === undefined || position === undefined) return [];
    return [{ id: node.id, here, first, position, height: heightOf(portsOf(node)) }];
  });
  return (
    <ViewportPortal>
      {frames.map(({ id, here, first, position, height }) => (
        <div
          key={id}
          aria-hidden
          className={classes["frame"]}
          data-others-at={id}
          data-colour={colourOf(first)}
          style={{ width: STEP_WIDTH, height, translate: `${position.x}px ${position.y}px` }}
        >
          <span className={classes["tag"]}>{namesOf(here)}</span>
        </div>
      ))}
    </ViewportPortal>
  );
}

function namesOf(here: readonly Present[]): string {
  return [...new Set(here.map(({ name }) => name))].join(", ");
}
