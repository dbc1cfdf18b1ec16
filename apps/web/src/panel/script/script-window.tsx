import { Drawer } from "@mantine/core";
import { useEffect } from "react";
import { useFocusBack } from "../../shell/focus-back.ts";
import { ScriptEditor } from "./script-editor.tsx";
import { closeScript, openScript, useScriptWindow } from "./script-window-state.ts";
import classes from "./script-window.module.css";

/** Where scripts are written, over whatever page one is on; what is typed survives closing it. */
export function ScriptWindow() {
  useFocusBack();
  const open = useScriptWindow((state) => state.open);
  const isOpen = open !== null;
  useEffect(() => {
    if (!isOpen) return undefined;
    // A button that was pressed and is disabled then leaves the focus to nobody.
    const onKeyDown = (event: KeyboardEvent) => {
      const isNobodys = document.activeElement === null || document.activeElement === document.body;
      if (event.key === "Escape" && isNobodys && !event.defaultPrevented) closeScript();
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [isOpen]);
  if (open === null) return null;
  return (
    <Drawer
      opened
      onClose={closeScript}
      position="right"
      size="min(1400px, 96vw)"
      title={open.action === null ? "New action" : open.action.replace(/^script\./, "")}
      transitionProps={{ duration: 100 }}
      // Monaco takes Escape for what is open within it, and passes it on when nothing is.
      closeOnEscape={false}
      onKeyDown={(event) => {
        if (event.key === "Escape" && !event.defaultPrevented && !isInMonaco(event.target)) closeScript();
      }}
      classNames={{ content: classes["content"] ?? "", body: classes["body"] ?? "" }}
    >
      <ScriptEditor
        key={open.action}
        action={open.action}
        part={open.part}
        onOpen={openScript}
        onLeave={closeScript}
      />
    </Drawer>
  );
}

function isInMonaco(target: EventTarget): boolean {
  return target instanceof Element && target.closest(".monaco-editor") !== null;
}
