import { CloseButton, Tabs } from "@mantine/core";
import type { ReactNode } from "react";
import { GraphMap } from "./graph-map.tsx";
import classes from "./side.module.css";

export type SideTab = "add" | "outline" | "find";

/** `region`: what a screen reader calls the whole of it. */
const TABS = [
  { id: "add", name: "Steps", region: "Palette" },
  { id: "outline", name: "Outline", region: "Outline" },
  { id: "find", name: "Find", region: "Find and replace" },
] as const satisfies readonly { readonly id: SideTab; readonly name: string; readonly region: string }[];

const MAP_SIZE = { width: 212, height: 104 };

interface SideProps {
  readonly tab: SideTab;
  readonly onTab: (tab: SideTab) => void;
  /** Null: not offered. */
  readonly pages: Readonly<Record<SideTab, ReactNode>>;
  /** It lies beside the canvas and not upon it, so that it covers no step. */
  readonly hasMap: boolean;
  /** Where it stands over the canvas, for a while. */
  readonly onClose?: () => void;
}

/** At the left of the canvas: what can be added, the playbook as an outline, and what is found in it. */
export function Side({ tab, onTab, pages, hasMap, onClose }: SideProps) {
  const offered = TABS.filter(({ id }) => pages[id] !== null);
  const shown = offered.find(({ id }) => id === tab) ?? offered[0];
  if (shown === undefined) return null;
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Escape leaves what stands over the canvas
    <aside
      className={classes["side"]}
      data-over={onClose !== undefined || undefined}
      data-region="palette"
      data-tab={shown.id}
      aria-label={shown.region}
      onKeyDown={(event) => {
        if (event.key === "Escape") onClose?.();
      }}
    >
      <div className={classes["head"]}>
        <Tabs
          value={shown.id}
          onChange={(next) => onTab(next as SideTab)}
          classNames={{ root: classes["tabs"] ?? "", tab: classes["tab"] ?? "" }}
        >
          <Tabs.List>
            {offered.map(({ id, name }) => (
              <Tabs.Tab key={id} value={id}>
                {name}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          {offered.map(({ id }) => (
            <Tabs.Panel key={id} value={id} className={classes["page"]}>
              {id === shown.id && pages[id]}
            </Tabs.Panel>
          ))}
        </Tabs>
        {onClose !== undefined && (
          <CloseButton
            className={classes["close"]}
            size="sm"
            aria-label="Fold the palette"
            onClick={onClose}
          />
        )}
      </div>
      {hasMap && onClose === undefined && (
        <GraphMap label="Overview of the playbook" size={MAP_SIZE} className={classes["map"]} />
      )}
    </aside>
  );
}
