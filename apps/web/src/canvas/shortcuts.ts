interface Written {
  readonly command: string;
  /** As `chordOf` writes them; `Mod` is Ctrl, or ⌘ on a Mac. None: it is done by its name, or a button. */
  readonly chords: readonly string[];
  readonly does: string;
  readonly group: "Steps" | "From step to step" | "Change" | "See";
  /** `canvas`: only while the canvas has the keyboard. `browser`: the browser itself acts on it, through its own events. */
  readonly where: "canvas" | "page" | "browser";
  /** Only for who may change the draft. */
  readonly changes?: true;
  /** Means something where two graphs are compared, and nothing in the editor. */
  readonly compares?: true;
}

const arrows = (prefix: string) => ["Left", "Right", "Up", "Down"].map((way) => `${prefix}Arrow${way}`);

const ALL = [
  {
    command: "add",
    chords: ["a"],
    does: "Add the next step",
    group: "Steps",
    where: "canvas",
    changes: true,
  },
  {
    command: "addBeside",
    chords: ["Shift+a"],
    does: "Add a step on a branch of its own",
    group: "Steps",
    where: "canvas",
    changes: true,
  },
  {
    command: "connect",
    chords: ["c"],
    does: "Connect to another step by name, or disconnect",
    group: "Steps",
    where: "canvas",
    changes: true,
  },
  {
    command: "open",
    chords: ["Enter"],
    does: "Edit the step in the panel, which Esc leaves",
    group: "Steps",
    where: "canvas",
  },
  {
    command: "testUpTo",
    chords: ["r"],
    does: "Test up to this step",
    group: "Steps",
    where: "canvas",
    changes: true,
  },
  {
    command: "testStep",
    chords: ["Shift+r"],
    does: "Test this step alone",
    group: "Steps",
    where: "canvas",
    changes: true,
  },
  {
    command: "breakpoint",
    chords: ["b"],
    does: "Set a breakpoint, where tests stop, or remove it",
    group: "Steps",
    where: "canvas",
    changes: true,
  },
  {
    command: "outline",
    chords: ["o"],
    does: "To the outline, where these keys work too, and back",
    group: "From step to step",
    where: "canvas",
  },
  {
    command: "menu",
    chords: ["/"],
    does: "Type what to add, to do, or where to go",
    group: "Steps",
    where: "canvas",
  },
  {
    command: "search",
    chords: ["p"],
    does: "Search the palette",
    group: "Steps",
    where: "canvas",
    changes: true,
  },
  {
    command: "next",
    chords: ["Tab"],
    does: "Next step in reading order; after the last it leaves the canvas",
    group: "From step to step",
    where: "canvas",
  },
  {
    command: "previous",
    chords: ["Shift+Tab"],
    does: "Step before",
    group: "From step to step",
    where: "canvas",
  },
  {
    command: "go",
    chords: [...arrows(""), "Home", "End"],
    does: "Along the flow, to what is above or below; first and last",
    group: "From step to step",
    where: "canvas",
  },
  {
    command: "extend",
    chords: arrows("Shift+"),
    does: "The same, keeping what is selected",
    group: "From step to step",
    where: "canvas",
  },
  {
    command: "toggle",
    chords: ["Space"],
    does: "Select or unselect the step",
    group: "From step to step",
    where: "canvas",
  },
  {
    command: "selectAll",
    chords: ["Mod+a"],
    does: "Select all steps",
    group: "From step to step",
    where: "canvas",
  },
  {
    command: "clear",
    chords: ["Escape"],
    does: "Select nothing; Tab then leaves the canvas",
    group: "From step to step",
    where: "canvas",
  },
  {
    command: "regions",
    chords: ["F6", "Shift+F6"],
    does: "From palette to canvas to panel to drawer, and back",
    group: "From step to step",
    where: "page",
  },
  { command: "undo", chords: ["Mod+z"], does: "Undo", group: "Change", where: "page", changes: true },
  {
    command: "redo",
    chords: ["Mod+Shift+z", "Mod+y"],
    does: "Do again",
    group: "Change",
    where: "page",
    changes: true,
  },
  {
    command: "remove",
    chords: ["Delete", "Backspace"],
    does: "Delete what is selected",
    group: "Change",
    where: "canvas",
    changes: true,
  },
  { command: "copy", chords: ["Mod+c"], does: "Copy steps, as text", group: "Change", where: "browser" },
  { command: "cut", chords: ["Mod+x"], does: "Cut steps", group: "Change", where: "browser", changes: true },
  {
    command: "paste",
    chords: ["Mod+v"],
    does: "Paste steps, from here or another playbook",
    group: "Change",
    where: "browser",
    changes: true,
  },
  {
    command: "duplicate",
    chords: ["Mod+d"],
    does: "Duplicate",
    group: "Change",
    where: "canvas",
    changes: true,
  },
  {
    command: "nudge",
    chords: [...arrows("Alt+"), ...arrows("Alt+Shift+")],
    does: "Move by one grid line; with Shift by five",
    group: "Change",
    where: "canvas",
    changes: true,
  },
  {
    command: "group",
    chords: ["g"],
    does: "Group the selected steps",
    group: "Change",
    where: "canvas",
    changes: true,
  },
  {
    command: "ungroup",
    chords: ["Shift+g"],
    does: "Dissolve the group",
    group: "Change",
    where: "canvas",
    changes: true,
  },
  { command: "fold", chords: ["e"], does: "Fold or unfold the group", group: "See", where: "canvas" },
  {
    command: "tidy",
    chords: ["t"],
    does: "Tidy up: the selected steps, or all",
    group: "Change",
    where: "canvas",
    changes: true,
  },
  {
    command: "alignLeft",
    chords: [],
    does: "Align left",
    group: "Change",
    where: "canvas",
    changes: true,
  },
  {
    command: "alignCentre",
    chords: [],
    does: "Align centres",
    group: "Change",
    where: "canvas",
    changes: true,
  },
  {
    command: "alignRight",
    chords: [],
    does: "Align right",
    group: "Change",
    where: "canvas",
    changes: true,
  },
  {
    command: "alignTop",
    chords: [],
    does: "Align top",
    group: "Change",
    where: "canvas",
    changes: true,
  },
  {
    command: "alignMiddle",
    chords: [],
    does: "Align middles",
    group: "Change",
    where: "canvas",
    changes: true,
  },
  {
    command: "alignBottom",
    chords: [],
    does: "Align bottom",
    group: "Change",
    where: "canvas",
    changes: true,
  },
  {
    command: "distributeAcross",
    chords: [],
    does: "Same room across",
    group: "Change",
    where: "canvas",
    changes: true,
  },
  {
    command: "distributeDown",
    chords: [],
    does: "Same room down",
    group: "Change",
    where: "canvas",
    changes: true,
  },
  {
    command: "find",
    chords: ["Mod+f"],
    does: "Find and replace in names, templates and scripts",
    group: "See",
    where: "page",
  },
  { command: "fit", chords: ["f"], does: "See everything", group: "See", where: "canvas" },
  {
    command: "fitSelection",
    chords: ["Shift+f"],
    does: "See what is selected",
    group: "See",
    where: "canvas",
  },
  { command: "actualSize", chords: ["0"], does: "Full size", group: "See", where: "canvas" },
  { command: "zoomIn", chords: ["+", "="], does: "Closer", group: "See", where: "canvas" },
  { command: "zoomOut", chords: ["-"], does: "Further away", group: "See", where: "canvas" },
  {
    command: "bare",
    chords: ["\\"],
    does: "Nothing but the canvas, and back",
    group: "See",
    where: "canvas",
  },
  {
    command: "nextChange",
    chords: ["n"],
    does: "Next change",
    group: "From step to step",
    where: "page",
    compares: true,
  },
  {
    command: "previousChange",
    chords: ["Shift+n"],
    does: "Change before",
    group: "From step to step",
    where: "page",
    compares: true,
  },
  { command: "help", chords: ["?"], does: "This sheet", group: "See", where: "canvas" },
] as const satisfies readonly Written[];

/** What there is to do: who handles keys handles exactly these. */
export type CommandId = (typeof ALL)[number]["command"];

/** Of these, what the editor does. */
export type EditorCommandId = Exclude<(typeof ALL)[number], { readonly compares: true }>["command"];

export type Shortcut = Written & { readonly command: CommandId };

/** Every key of the canvas, once: the handler and the sheet both read it from here. */
export const SHORTCUTS: readonly Shortcut[] = ALL;

export const EDITOR_SHORTCUTS = SHORTCUTS.filter(({ compares }) => compares !== true);

interface Pressed {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

/** What was pressed, as one word. Of a sign that takes Shift on some keyboards, Shift is no part. */
function chordOf({ key, ctrlKey, metaKey, altKey, shiftKey }: Pressed): string {
  const isSign = key.length === 1 && key.toLowerCase() === key.toUpperCase() && key !== " ";
  return [
    ...(ctrlKey || metaKey ? ["Mod"] : []),
    ...(altKey ? ["Alt"] : []),
    ...(shiftKey && !isSign ? ["Shift"] : []),
    key === " " ? "Space" : key.length === 1 ? key.toLowerCase() : key,
  ].join("+");
}

export function shortcutOf(pressed: Pressed): Shortcut | null {
  const chord = chordOf(pressed);
  return SHORTCUTS.find(({ chords, where }) => where !== "browser" && chords.includes(chord)) ?? null;
}

const WORDS: Readonly<Record<string, string>> = {
  Arrows: "← → ↑ ↓",
  Escape: "Esc",
};

/** For people: `Ctrl`, `Shift`, `Z`. */
export function keysOf(chord: string, isApple: boolean): string[] {
  const parts = chord === "+" ? ["+"] : chord.split("+");
  return parts.map((part) => {
    if (part === "Mod") return isApple ? "⌘" : "Ctrl";
    return WORDS[part] ?? (part.length === 1 ? part.toUpperCase() : part);
  });
}
