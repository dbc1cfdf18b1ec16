import {
  IconArrowBackUp,
  IconGitCompare,
  IconListDetails,
  IconPlayerPlay,
  IconRoute,
} from "@tabler/icons-react";
import { useMemo } from "react";
import { useDraft, useDraftStore } from "../../canvas/draft-store.ts";
import { useSpotlightActions } from "../../shell/spotlight-actions.ts";
import type { DrawerTab } from "./editor-drawer.tsx";

/** What the command palette offers while a playbook is open. */
export function useEditorActions(openTab: (tab: DrawerTab) => void): void {
  const draft = useDraftStore();
  const mayWrite = useDraft(({ playbook }) => playbook.mayWrite);
  useSpotlightActions(
    useMemo(
      () => [
        ...(mayWrite ? [{ label: "Test the draft", icon: IconPlayerPlay, run: () => openTab("test") }] : []),
        { label: "Show the problems of the draft", icon: IconListDetails, run: () => openTab("problems") },
        { label: "Show the runs of this playbook", icon: IconRoute, run: () => openTab("runs") },
        {
          label: "Compare the draft with a version",
          icon: IconGitCompare,
          run: () => openTab("versions"),
        },
        ...(mayWrite
          ? [
              {
                label: "Undo the last change of the draft",
                icon: IconArrowBackUp,
                run: () => draft.getState().undo(),
              },
            ]
          : []),
      ],
      [openTab, draft, mayWrite],
    ),
  );
}
