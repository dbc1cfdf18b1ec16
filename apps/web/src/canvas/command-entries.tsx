import { IconChevronRight } from "@tabler/icons-react";
import type { DraftGraph, DraftNode } from "@riposte/draft";
import type { Choice } from "./choices.ts";
import type { CommandEntry } from "./command-menu.tsx";
import { kindOf } from "./kinds.ts";
import { titlesApart } from "./names-of-twins.ts";
import type { Known } from "./plain-line.ts";
import { readingOrder } from "./reading-order.ts";
import { EDITOR_SHORTCUTS, keysOf } from "./shortcuts.ts";
import type { CommandId, Shortcut } from "./shortcuts.ts";
import { StepIcon } from "./step-icon.tsx";
import type { Commands } from "./use-commands.ts";

/** What only keys are good for, or the browser itself does. */
const NOT_BY_NAME: ReadonlySet<CommandId> = new Set([
  "menu",
  "open",
  "toggle",
  "next",
  "previous",
  "go",
  "extend",
  "nudge",
  "regions",
]);

interface Offered {
  readonly graph: DraftGraph;
  readonly known: Known;
  /** What can be added here; empty for who may not change anything. */
  readonly choices: readonly Choice[];
  readonly mayWrite: boolean;
  readonly commands: Commands;
  readonly add: (choice: Choice) => void;
  readonly goTo: (step: string) => void;
}

/** What the menu of the canvas offers: steps to add, what the keys do, and every step to go to. */
export function commandEntries(offered: Offered): readonly CommandEntry[] {
  const { graph, known, choices, mayWrite, commands, add, goTo } = offered;
  const isApple = /Mac|iPhone|iPad/.test(navigator.userAgent);
  const byId = new Map(graph.nodes.map((node) => [node.id, node]));
  const title = titlesApart(graph.nodes);
  return [
    ...choices.map((choice): CommandEntry => ({
      key: choice.key,
      group: "Add",
      label: choice.name,
      words: choice.words,
      icon: <StepIcon kind={choice.kind} node={choice.node} />,
      run: () => add(choice),
    })),
    ...EDITOR_SHORTCUTS.filter((shortcut) => isByName(shortcut, mayWrite)).map(
      ({ command, does, chords: [chord] }): CommandEntry => ({
        key: command,
        group: "Do",
        label: does,
        words: "",
        icon: <IconChevronRight size={24} stroke={1.7} aria-hidden />,
        ...(chord === undefined ? {} : { keys: keysOf(chord, isApple) }),
        run: () => void commands[command as keyof Commands](new KeyboardEvent("keydown")),
      }),
    ),
    ...readingOrder(graph).flatMap((id) => {
      const node = byId.get(id);
      return node === undefined ? [] : [stepEntry(node, title(node), { known, goTo })];
    }),
  ];
}

function isByName({ command, where, changes }: Shortcut, mayWrite: boolean): boolean {
  return where !== "browser" && !NOT_BY_NAME.has(command) && (mayWrite || changes !== true);
}

function stepEntry(
  node: DraftNode,
  label: string,
  { known, goTo }: Pick<Offered, "known" | "goTo">,
): CommandEntry {
  return {
    key: `step ${node.id}`,
    group: "Go to",
    label,
    words: node.name.toLowerCase(),
    icon: <StepIcon kind={kindOf(node, known.actions)} node={node.kind} />,
    run: () => goTo(node.id),
  };
}
