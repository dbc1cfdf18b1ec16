import { useLocalStorage } from "@mantine/hooks";
import type { KeyboardEvent } from "react";
import { useDraft } from "../../canvas/draft-store.ts";
import { focusStep } from "../../canvas/focus.ts";
import { nodeOf } from "../../canvas/graph-questions.ts";
import { StepPanel } from "../../panel/step-panel.tsx";
import classes from "./editor-panel.module.css";
import { EditorResize } from "./editor-resize.tsx";

const WIDTH = { usual: 380, least: 280, most: 720 };

/** The selected step, to be filled in; as wide as it was left. */
export function EditorPanel() {
  const [width, setWidth] = useLocalStorage({ key: "riposte-editor-panel-width", defaultValue: WIDTH.usual });
  const node = useDraft(({ graph, selection }) =>
    selection.length === 1 ? nodeOf(graph, selection[0])?.id : undefined,
  );
  if (node === undefined) return null;
  return (
    <>
      <EditorResize
        label="Width of the panel"
        axis="x"
        size={width}
        least={WIDTH.least}
        most={WIDTH.most}
        onSize={setWidth}
      />
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- what it holds has the keys */}
      <aside
        className={classes["panel"]}
        style={{ width }}
        data-region="panel"
        data-of={node}
        aria-label="Step"
        onKeyDown={(event) => {
          if (isLeft(event)) focusStep(node);
        }}
      >
        <StepPanel node={node} />
      </aside>
    </>
  );
}

/** By Escape, where that closes nothing else: a list that is open, a window above the panel. */
function isLeft({ key, target, currentTarget, defaultPrevented }: KeyboardEvent): boolean {
  if (key !== "Escape" || defaultPrevented) return false;
  if (!(target instanceof Element) || !currentTarget.contains(target)) return false;
  return target.getAttribute("aria-expanded") !== "true";
}
