import "@mantine/spotlight/styles.css";
import { useMantineColorScheme } from "@mantine/core";
import { Spotlight, spotlight } from "@mantine/spotlight";
import type { SpotlightActionGroupData } from "@mantine/spotlight";
import { IconLogout, IconPlayerPlay, IconPlus, IconRoute, IconSearch } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { lazy, Suspense, useEffect, useRef, useState } from "react";
import { trpc } from "../api/trpc.ts";
import { canRunByHand } from "../pages/playbooks/can-run-by-hand.ts";
import type { ByHand } from "../pages/playbooks/can-run-by-hand.ts";
import classes from "./command-palette.module.css";
import { COLOR_SCHEMES } from "./color-scheme.ts";
import { focusIfLost } from "./focus-back.ts";
import { useMay, useMe } from "./me.ts";
import { PLACES } from "./places.ts";
import { useRegistered } from "./spotlight-actions.ts";
import type { SpotlightAction } from "./spotlight-actions.ts";
import { useSignOut } from "./use-sign-out.ts";

const CreatePlaybook = lazy(async () => ({
  default: (await import("../pages/playbooks/create-playbook.tsx")).CreatePlaybook,
}));
const RunByHand = lazy(async () => ({
  default: (await import("../pages/playbooks/run-by-hand.tsx")).RunByHand,
}));

interface CommandPaletteProps {
  readonly asked: number;
  readonly query: string;
  readonly onQuery: (query: string) => void;
}

/** ⌘K or Ctrl+K: goes anywhere and does what the page offers. Opens each time that `asked` grows. */
export function CommandPalette({ asked, query, onQuery }: CommandPaletteProps) {
  const [open, setOpen] = useState(false);
  const before = useRef<Element>(null);
  useEffect(() => {
    if (asked > 0) spotlight.open();
  }, [asked]);
  const here = Object.values(useRegistered()).flat();
  const places = usePlaces();
  const [running, setRunning] = useState<ByHand | null>(null);
  const { playbooks, byHand } = usePlaybooks(open, setRunning);
  const own = useOwnActions();
  const mayWrite = useMay("playbooks.write");
  const [creating, setCreating] = useState(false);
  const create = {
    label: "Create a playbook",
    icon: IconPlus,
    keywords: "new playbook add draw",
    run: () => setCreating(true),
  };
  return (
    <>
      <Spotlight
        shortcut="mod + K"
        tagsToIgnore={[]}
        query={query}
        onQueryChange={onQuery}
        triggerOnContentEditable
        // What is chosen may give the focus to something; Mantine's own way would take it back from there.
        returnFocus={false}
        onSpotlightOpen={() => {
          setOpen(true);
          before.current = document.activeElement;
        }}
        onSpotlightClose={() => {
          setOpen(false);
          requestAnimationFrame(() => {
            if (before.current instanceof HTMLElement) focusIfLost(before.current);
          });
        }}
        actions={[
          group("On this page", here),
          group("Do", mayWrite ? [create] : []),
          group("Go to", places),
          group("Playbooks", playbooks),
          group("Run by hand", byHand),
          group("Riposte", own),
        ].filter(({ actions }) => actions.length > 0)}
        limit={60}
        scrollable
        maxHeight={440}
        highlightQuery={false}
        nothingFound="Nothing is called that."
        transitionProps={{ duration: 0 }}
        overlayProps={{ backgroundOpacity: 0.3, blur: 0 }}
        classNames={{ actionsGroup: classes["group"] ?? "" }}
        attributes={{ content: { "aria-label": "Go to, or do" } }}
        searchProps={{
          leftSection: <IconSearch size={18} stroke={1.5} aria-hidden />,
          placeholder: "Go to, or do…",
          "aria-label": "Go to, or do",
        }}
      />
      <Suspense fallback={null}>
        {creating && <CreatePlaybook template="" onClose={() => setCreating(false)} />}
        {running !== null && <RunByHand playbook={running} onClose={() => setRunning(null)} />}
      </Suspense>
    </>
  );
}

function group(name: string, actions: readonly SpotlightAction[]): SpotlightActionGroupData {
  return {
    group: name,
    actions: actions.map(({ label, description, icon: Icon, keywords, run }) => ({
      id: `${name}/${label}`,
      label,
      onClick: run,
      ...(description === undefined ? {} : { description }),
      ...(keywords === undefined ? {} : { keywords }),
      ...(Icon === undefined ? {} : { leftSection: <Icon size={18} stroke={1.5} aria-hidden /> }),
    })),
  };
}

function usePlaces(): readonly SpotlightAction[] {
  const me = useMe();
  const navigate = useNavigate();
  return PLACES.flat()
    .filter(({ permission }) => me?.permissions.includes(permission) ?? false)
    .map(({ label, to, icon, keywords }) => ({ label, icon, keywords, run: () => void navigate({ to }) }));
}

/** To go to, and to start where somebody may. */
function usePlaybooks(wanted: boolean, run: (playbook: ByHand) => void) {
  const mayStart = useMay("runs.start");
  const navigate = useNavigate();
  const { data } = useQuery(trpc.playbooks.list.queryOptions(undefined, { enabled: wanted }));
  const shown = (data ?? []).filter(({ archived }) => !archived);
  const playbooks = shown.map(({ id, name }) => ({
    label: name,
    icon: IconRoute,
    keywords: id,
    run: () => void navigate({ to: "/playbooks/$playbook", params: { playbook: id } }),
  }));
  const startable = mayStart ? shown.filter(canRunByHand) : [];
  const byHand = startable.map((playbook) => ({
    label: `Run ${playbook.name}`,
    icon: IconPlayerPlay,
    keywords: "start by hand",
    run: () => run(playbook),
  }));
  return { playbooks, byHand };
}

function useOwnActions(): readonly SpotlightAction[] {
  const { setColorScheme } = useMantineColorScheme();
  const signOut = useSignOut();
  const themes = COLOR_SCHEMES.map(({ scheme, label, icon }) => ({
    label: `Theme: ${label.toLowerCase()}`,
    icon,
    keywords: "color scheme appearance",
    run: () => setColorScheme(scheme),
  }));
  return [...themes, { label: "Sign out", icon: IconLogout, run: signOut }];
}
