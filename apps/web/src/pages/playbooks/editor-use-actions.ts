import {
  IconGauge,
  IconGitCompare,
  IconHistory,
  IconListDetails,
  IconPlayerPlay,
  IconRoute,
  IconVersions,
} from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { useMemo } from "react";
import { useDraft } from "../../canvas/draft-store.ts";
import { useSpotlightActions } from "../../shell/spotlight-actions.ts";
import type { DrawerTab } from "./editor-drawer.tsx";

/** What the command palette offers of the bar and the drawer while a playbook is open; some buttons do so themselves. */
export function useEditorActions(openTab: (tab: DrawerTab) => void): void {
  const { id: playbook, mayWrite, publishedVersion } = useDraft((draft) => draft.playbook);
  const navigate = useNavigate();
  useSpotlightActions(
    useMemo(() => {
      const show = (tab: DrawerTab) => () => openTab(tab);
      const compare = () => void navigate({ to: "/playbooks/$playbook/versions", params: { playbook } });
      return [
        ...(mayWrite
          ? [
              { label: "Test the draft", icon: IconPlayerPlay, run: show("test") },
              { label: "Backtest the draft against past runs", icon: IconHistory, run: show("backtest") },
            ]
          : []),
        { label: "Show the problems of the draft", icon: IconListDetails, run: show("problems") },
        { label: "Show the runs of this playbook", icon: IconRoute, run: show("runs") },
        { label: "Show the versions of this playbook", icon: IconVersions, run: show("versions") },
        { label: "Limit the runs of this playbook", icon: IconGauge, run: show("limit") },
        ...(publishedVersion === null
          ? []
          : [{ label: "Compare the draft with a version", icon: IconGitCompare, run: compare }]),
      ];
    }, [openTab, navigate, playbook, mayWrite, publishedVersion]),
  );
}
