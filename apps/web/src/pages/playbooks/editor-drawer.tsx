import { CloseButton, Tabs } from "@mantine/core";
import { useLocalStorage } from "@mantine/hooks";
import { useDraft } from "../../canvas/draft-store.ts";
import { Problems } from "../../panel/problems.tsx";
import classes from "./editor-drawer.module.css";
import { EditorBacktest } from "./editor-backtest.tsx";
import { EditorImport, useImportReport } from "./editor-import.tsx";
import { EditorLimit } from "./editor-limit.tsx";
import { EditorResize } from "./editor-resize.tsx";
import { EditorRuns } from "./editor-runs.tsx";
import { EditorTest } from "./editor-test.tsx";
import { EditorVersions } from "./editor-versions.tsx";

export type DrawerTab = "problems" | "test" | "backtest" | "runs" | "versions" | "limit" | "import";

/** How much of it is open. */
function importName({ format, open }: { readonly format: string; readonly open: number }): string {
  const name = format === "template" ? "Template" : "Import";
  return open === 0 ? name : `${name} (${open})`;
}

interface EditorDrawerProps {
  /** Null: folded. */
  readonly tab: DrawerTab | null;
  readonly onTab: (tab: DrawerTab | null) => void;
}

const HEIGHT = { usual: 260, least: 120, most: 640 };

/** Under the canvas: what is wrong, trying it, what ran, what was. */
export function EditorDrawer({ tab: wanted, onTab }: EditorDrawerProps) {
  const [height, setHeight] = useLocalStorage({
    key: "riposte-editor-drawer-height",
    defaultValue: HEIGHT.usual,
  });
  const mayWrite = useDraft(({ playbook }) => playbook.mayWrite);
  const count = useDraft(({ problems }) => problems.length);
  const imported = useImportReport();
  const pages = [
    { id: "problems", name: count === 0 ? "Problems" : `Problems (${count})`, Page: Problems },
    ...(mayWrite
      ? ([
          { id: "test", name: "Test", Page: EditorTest },
          { id: "backtest", name: "Backtest", Page: EditorBacktest },
        ] as const)
      : []),
    { id: "runs", name: "Runs", Page: EditorRuns },
    { id: "versions", name: "Versions", Page: EditorVersions },
    { id: "limit", name: "Limit", Page: EditorLimit },
    ...(imported === null ? [] : [{ id: "import", name: importName(imported), Page: EditorImport } as const]),
  ] as const;
  // One that another playbook had, and this one has not.
  const tab = pages.some(({ id }) => id === wanted) ? wanted : null;
  return (
    <section className={classes["drawer"]} data-region="drawer" data-tab={tab} aria-label="Drawer">
      {tab !== null && (
        <EditorResize
          label="Height of the drawer"
          axis="y"
          size={height}
          least={HEIGHT.least}
          most={HEIGHT.most}
          onSize={setHeight}
        />
      )}
      <Tabs
        value={tab}
        onChange={(next) => onTab(next as DrawerTab | null)}
        allowTabDeactivation
        keepMounted={false}
        variant="default"
        className={classes["pages"] ?? ""}
      >
        <div className={classes["head"]}>
          <Tabs.List className={classes["tabs"]}>
            {pages.map(({ id, name }) => (
              <Tabs.Tab key={id} value={id}>
                {name}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          {tab !== null && <CloseButton size="sm" aria-label="Fold the drawer" onClick={() => onTab(null)} />}
        </div>
        {pages.map(({ id, Page }) => (
          <Tabs.Panel
            key={id}
            value={id}
            className={classes["page"] ?? ""}
            __vars={{ "--height": `${height}px` }}
          >
            <Page />
          </Tabs.Panel>
        ))}
      </Tabs>
    </section>
  );
}
