import { isFocusFree } from "../shell/focus-rest.ts";

/** Cards and panels come into being a moment after they are asked for. */
const PATIENCE_FRAMES = 40;
/** On a busy machine seconds after: then only who has no focus at all is given it. */
const LONG_PATIENCE_MS = 5_000;

/** Of canvas and outline the one that is worked in: there the keyboard goes back to. */
let isInOutline = false;

export function workIn(place: "canvas" | "outline"): void {
  isInOutline = place === "outline";
}

export function focusStep(id: string): void {
  const outline = isInOutline ? document.querySelector<HTMLElement>("[data-outline] [role=tree]") : null;
  if (outline !== null) {
    requestAnimationFrame(() => outline.focus({ preventScroll: true }));
    return;
  }
  whenThere(
    () => document.querySelector<HTMLElement>(`[data-step="${CSS.escape(id)}"]`),
    (card) => card.focus({ preventScroll: true }),
  );
}

/** Back to the drawing, from what stood above it and is gone: to the step that is selected, else where the keys were. */
export function focusCanvas(): void {
  const canvas = document.querySelector<HTMLElement>('[data-region="canvas"]');
  const card =
    canvas?.querySelector('[data-step][aria-pressed="true"]') ??
    canvas?.querySelector('[data-step][tabindex="0"]');
  const step = card?.getAttribute("data-step") ?? null;
  if (step === null) canvas?.focus({ preventScroll: true });
  else focusStep(step);
}

/** The page at the left of the canvas that somebody asked for, until it has come. */
let askedSide: string | null = null;

/** What the page at the left of the canvas begins with. */
export function focusSide(tab: string): void {
  askedSide = tab;
  whenThere(
    () => document.querySelector<HTMLElement>(`[data-region="palette"][data-tab="${tab}"] [data-first]`),
    (first) => {
      askedSide = null;
      first.focus();
    },
  );
}

/** Whether this page was asked for and has not come before: however late it comes, the keyboard is for it. */
export function isAskedSide(tab: string): boolean {
  const isAsked = askedSide === tab;
  if (isAsked) askedSide = null;
  return isAsked;
}

/**
 * What is to be filled in or mended first: what is required and empty, or wrong; else the first field. `isThere`: the
 * panel is drawn already, and no key may come before it has the focus.
 */
export function focusPanel(step: string, { isThere = false } = {}): void {
  whenThere(
    () => {
      const panel = document.querySelector(`[data-region="panel"][data-of="${CSS.escape(step)}"]`);
      const fields = [
        ...(panel?.querySelectorAll<HTMLElement>("input, textarea, select, [contenteditable=true]") ?? []),
      ].filter(
        (field) =>
          !field.matches(":disabled, [readonly], [aria-readonly=true], [type=hidden]") &&
          field.offsetParent !== null,
      );
      return fields.find((field) => isRequiredAndEmpty(field) || isWrong(field)) ?? fields[0] ?? null;
    },
    (field) => {
      field.focus();
      // As with Tab: what is typed takes the place of what stands there.
      if (field instanceof HTMLInputElement) field.select();
    },
    isThere,
  );
}

/** What a page of the drawer begins with; where it has nothing to act upon, its tab. */
export function focusDrawer(tab: string, first = ANY): void {
  whenThere(
    () => {
      const drawer = document.querySelector(`[data-region="drawer"][data-tab="${tab}"]`);
      const chosen = drawer?.querySelector<HTMLElement>("[role=tab][aria-selected=true]") ?? null;
      const page = document.getElementById(chosen?.getAttribute("aria-controls") ?? "");
      return page?.querySelector<HTMLElement>(first) ?? chosen;
    },
    (found) => found.focus(),
  );
}

/** What a part of the editor is about; the first question of an empty canvas. */
const FIRST = '[data-step][tabindex="0"], [data-start], [data-first]';
const ANY =
  'input:not(:disabled), textarea:not(:disabled), [contenteditable=true], button:not(:disabled):not([tabindex="-1"]), a[href]:not([target="_blank"])';

const REGIONS = ["bar", "palette", "canvas", "panel", "drawer"] as const;

/** From one part of the editor to the next. */
export function focusRegion(way: 1 | -1): void {
  const parts = REGIONS.flatMap((name) => {
    const part = document.querySelector<HTMLElement>(`[data-region="${name}"]`);
    return part === null || part.offsetParent === null ? [] : [part];
  });
  const now = parts.findIndex((part) => part.contains(document.activeElement));
  const start = now === -1 ? (way === 1 ? -1 : 0) : now;
  for (let far = 1; far <= parts.length; far++) {
    const part = parts[(start + way * far + parts.length * far) % parts.length];
    const first = part?.querySelector<HTMLElement>(FIRST) ?? part?.querySelector<HTMLElement>(ANY);
    if (first === null || first === undefined) continue;
    first.focus();
    return;
  }
}

/** What was opened is seen, also where the window is low and the editor scrolls. */
export function showRegion(name: (typeof REGIONS)[number]): void {
  requestAnimationFrame(() =>
    document.querySelector(`[data-region="${name}"]`)?.scrollIntoView({ block: "nearest" }),
  );
}

/** An empty canvas asks how to start: nobody has to look for it, unless he is at something else already. */
export function focusStart(): void {
  whenThere(
    () => document.querySelector<HTMLElement>("[data-start]"),
    (button) => {
      const now = document.activeElement;
      if (now === null || now.contains(button)) button.focus();
    },
  );
}

/** What a person is asked about a step, once its panel is there. */
export function focusQuestion(): void {
  whenThere(
    () => document.querySelector<HTMLElement>("[data-question]"),
    (question) => question.focus(),
  );
}

export function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.matches("input, textarea, select, [role=textbox]"))
  );
}

function isRequiredAndEmpty(field: HTMLElement): boolean {
  const isRequired = field.matches("[required], [aria-required=true]");
  const isEmpty = "value" in field ? field.value === "" : field.matches("[data-empty=true]");
  return isRequired && isEmpty;
}

/** Controls say it of themselves, groups of what they hold. */
function isWrong(field: HTMLElement): boolean {
  return field.matches('[aria-invalid="true"]') || field.closest("[data-wrong]") !== null;
}

function whenThere<T>(find: () => T | null, then: (found: T) => void, isThere = false): void {
  const until = performance.now() + LONG_PATIENCE_MS;
  let frames = 0;
  const look = () => {
    frames += 1;
    if (frames > PATIENCE_FRAMES && !isFocusFree()) return;
    const found = find();
    if (found !== null) then(found);
    else if (performance.now() < until) requestAnimationFrame(look);
  };
  if (isThere) look();
  else requestAnimationFrame(look);
}
