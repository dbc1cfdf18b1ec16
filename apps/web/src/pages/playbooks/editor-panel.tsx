import { CloseButton } from "@mantine/core";
import { useLocalStorage } from "@mantine/hooks";
import { StepIcon } from "../../canvas/step-icon.tsx";
import { useDraft } from "../../canvas/draft-store.ts";
import { KINDS, kindOf } from "../../canvas/kinds.ts";
import { textOf } from "../../canvas/node-fields.ts";
import { useCatalogue } from "../../canvas/use-catalogue.ts";
import { StepPanel } from "./editor-until-panel.tsx";
import { EditorHook } from "./editor-hook.tsx";
import classes from "./editor-panel.module.css";
import { EditorResize } from "./editor-resize.tsx";

const WIDTH = { usual: 380, least: 280, most: 720 };

/** The selected step, to be filled in; as wide as it was left. */
export function EditorPanel({ onClose }: { readonly onClose: () => void }) {
  const [width, setWidth] = useLocalStorage({ key: "riposte-editor-panel-width", defaultValue: WIDTH.usual });
  const node = useDraft(({ graph, selection }) =>
    selection.length === 1 ? graph.nodes.find(({ id }) => id === selection[0]) : undefined,
  );
  const { actions } = useCatalogue();
  if (node === undefined) return null;
  const kind = kindOf(node, actions);
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
        <header className={classes["head"]} data-kind={kind}>
          <StepIcon kind={kind} node={node.kind} />
          <span className={classes["kind"]}>{KINDS[kind].word}</span>
          <CloseButton aria-label="Close the panel" onClick={onClose} />
        </header>
        {node.kind === "trigger" && textOf(node, "trigger") === "webhook" && <EditorHook />}
        <StepPanel key={node.id} node={node} />
      </aside>
    </>
  );
}
