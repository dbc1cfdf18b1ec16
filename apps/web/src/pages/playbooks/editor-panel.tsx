import { useLocalStorage } from "@mantine/hooks";
import { useDraft } from "../../canvas/draft-store.ts";
import { StepPanel } from "../../panel/step-panel.tsx";
import classes from "./editor-panel.module.css";
import { EditorResize } from "./editor-resize.tsx";

const WIDTH = { usual: 380, least: 280, most: 720 };

/** The selected step, to be filled in; as wide as it was left. */
export function EditorPanel() {
  const [width, setWidth] = useLocalStorage({ key: "riposte-editor-panel-width", defaultValue: WIDTH.usual });
  const node = useDraft(({ graph, selection }) =>
    selection.length === 1 ? graph.nodes.find(({ id }) => id === selection[0]) : undefined,
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
      <aside className={classes["panel"]} style={{ width }} data-region="panel" aria-label="Step">
        <StepPanel node={node.id} />
      </aside>
    </>
  );
}
