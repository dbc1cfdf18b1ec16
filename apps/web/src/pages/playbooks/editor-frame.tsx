import { useLocalStorage } from "@mantine/hooks";
import { useCallback, useEffect, useRef, useState } from "react";
import { useFilters } from "../../address/use-filters.ts";
import { DraftCanvas } from "../../canvas/draft-canvas.tsx";
import { useDraft } from "../../canvas/draft-store.ts";
import { focusDrawer, showRegion } from "../../canvas/focus.ts";
import { RunOnCanvasContext } from "../../canvas/run-on-canvas.ts";
import type { RunOnCanvas } from "../../canvas/run-on-canvas.ts";
import { useCatalogue } from "../../canvas/use-catalogue.ts";
import { useProblems } from "../../canvas/use-problems.ts";
import { ScriptWindow } from "../../panel/script/script-window.tsx";
import { usePresence } from "../../presence/use-presence.ts";
import { useTabTitle } from "../../shell/use-tab-title.ts";
import { useTestWish } from "../../trying/reach.ts";
import { EditorArchived } from "./editor-archived.tsx";
import { EditorBar } from "./editor-bar.tsx";
import { EditorConflict } from "./editor-conflict.tsx";
import { EditorDrawer } from "./editor-drawer.tsx";
import type { DrawerTab } from "./editor-drawer.tsx";
import classes from "./editor-frame.module.css";
import { EditorPastRun } from "./editor-past-run.tsx";
import { EditorPanel } from "./editor-panel.tsx";
import { EditorTrouble } from "./editor-trouble.tsx";
import { useEditorActions } from "./editor-use-actions.ts";
import { useStepAddress } from "./editor-use-step-address.ts";

const TEST_BUTTON = "[data-test]";

/** Top bar, palette, canvas, panel and drawer: each can be folded away, and stays as it was left. */
export function EditorFrame({ say }: { readonly say: (message: string) => void }) {
  const name = useDraft(({ playbook }) => playbook.name);
  useProblems(useCatalogue());
  useStepAddress();
  usePresence();
  const [{ run }, setFilters] = useFilters(["run", "at"]);
  const [onCanvas, setOnCanvas] = useState<RunOnCanvas | null>(null);
  const [isBare, setBare] = useLocalStorage({ key: "riposte-editor-bare", defaultValue: false });
  const [tab, setTab] = useLocalStorage<DrawerTab | null>({
    key: "riposte-editor-drawer",
    defaultValue: null,
  });
  useTabTitle(name);

  const showPanel = useCallback(() => setBare(false), [setBare]);
  const toggleBare = useCallback(() => setBare((bare) => !bare), [setBare]);
  const openPage = useCallback(
    (next: DrawerTab | null) => {
      setTab(next);
      if (next !== null) showRegion("drawer");
    },
    [setTab],
  );
  const openTab = useCallback(
    (next: DrawerTab) => {
      setBare(false);
      openPage(next);
      focusDrawer(next);
    },
    [setBare, openPage],
  );
  useEditorActions(openTab);
  const askedTests = useTestWish(({ asked }) => asked);
  const answered = useRef(askedTests);
  useEffect(() => {
    if (askedTests === answered.current) return;
    answered.current = askedTests;
    setBare(false);
    openPage("test");
    focusDrawer("test", TEST_BUTTON);
  }, [askedTests, setBare, openPage]);

  return (
    <div className={classes["frame"]}>
      <EditorBar onOpenTab={openTab} />
      <EditorArchived />
      <EditorConflict />
      <EditorTrouble />
      {run !== "" && (
        <EditorPastRun
          key={run}
          run={run}
          onCanvas={setOnCanvas}
          onClose={() => setFilters({ run: "", at: "" })}
          onRun={(next) => setFilters({ run: next, at: "" })}
        />
      )}
      <div className={classes["middle"]}>
        <RunOnCanvasContext value={onCanvas}>
          <DraftCanvas isBare={isBare} onToggleBare={toggleBare} onShowPanel={showPanel} say={say}>
            {!isBare && <EditorPanel />}
          </DraftCanvas>
        </RunOnCanvasContext>
      </div>
      <ScriptWindow />
      {!isBare && <EditorDrawer tab={tab} onTab={openPage} />}
    </div>
  );
}
