/**
 * What has the focus may go: a row that was removed, a form that was answered, a dialog with what opened it. The focus
 * falls to the page then, and whoever works by keyboard starts from the top. Here it comes to rest near by: on the same
 * button where that was drawn anew, else on what stood around it. That is nothing that a second press could set off,
 * and Tab goes on from there.
 */

interface Stop {
  readonly element: HTMLElement;
  /** From its parent outwards. */
  readonly around: readonly HTMLElement[];
}

/** As many as may be gone at once: a dialog's steps and what opened it. */
const MOST_STOPS = 8;
/** A dialog gives the focus back when it has faded, and pages have their own ideas of what comes next. */
const PATIENCE_MS = 250;
const MARK = "data-focus-rest";
const PLACES = "main, aside, header, [role=dialog]";
/** In a list the button of the same name is another one's. */
const IN_A_LIST = "li, tr, [role=row], [role=listitem], [role=option], [role=treeitem]";

/** Whether the focus is on nothing that anybody chose. */
export function isFocusFree(): boolean {
  const { activeElement } = document;
  return activeElement === null || activeElement === document.body || activeElement.hasAttribute(MARK);
}

/** Whether it only rests there: nobody chose it. */
export function isResting(target: EventTarget | null): boolean {
  return target instanceof Element && target.hasAttribute(MARK);
}

/** For as long as the page is open. */
export function keepFocus(): void {
  let trail: readonly Stop[] = [];
  /** Switched off with the focus on it: it has it again when it is switched on. */
  let waiting: HTMLElement | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const note = ({ target }: FocusEvent) => {
    if (!(target instanceof HTMLElement) || isResting(target)) return;
    waiting = null;
    trail = [
      ...trail.filter(({ element }) => element !== target).slice(1 - MOST_STOPS),
      { element: target, around: ancestorsOf(target) },
    ];
  };
  const look = () => {
    const { activeElement } = document;
    const last = trail.at(-1)?.element;
    // What is switched off loses the focus a moment later.
    if (last === undefined || (activeElement !== last && !isFocusFree())) return;
    const isOff = last.isConnected && last.matches(":disabled");
    if (isOff) waiting = last;
    const isBack = last.isConnected && !isOff && waiting === last;
    if (!isBack && (isResting(activeElement) || (last.isConnected && !isOff))) return;
    clearTimeout(timer);
    // What is at work is switched on again, however long it takes.
    if (isOff && last.matches("[data-loading]")) return;
    timer = setTimeout(() => {
      if (isFocusFree()) rest(trail);
    }, PATIENCE_MS);
  };
  document.addEventListener("focusin", note);
  // Whoever clicks beside everything wants it so.
  document.addEventListener("pointerdown", () => void (waiting = null), true);
  new MutationObserver(look).observe(document.body, {
    childList: true,
    subtree: true,
    attributeFilter: ["disabled"],
  });
}

function rest(trail: readonly Stop[]): void {
  for (const { element, around } of trail.toReversed()) {
    if (element.isConnected) {
      element.focus({ preventScroll: true });
      if (document.activeElement === element) return;
    }
    const place = around.find((each) => each.isConnected && each.offsetHeight > 0);
    if (place?.closest(PLACES) === null || place === undefined) continue;
    (twinOf(element, around, place) ?? asRest(place)).focus({ preventScroll: true });
    return;
  }
  const main = document.querySelector("main");
  if (main !== null) asRest(main).focus({ preventScroll: true });
}

function ancestorsOf(element: HTMLElement): readonly HTMLElement[] {
  const around: HTMLElement[] = [];
  for (let at = element.parentElement; at !== null; at = at.parentElement) around.push(at);
  return around;
}

/** The same button, drawn anew. */
function twinOf(element: HTMLElement, around: readonly HTMLElement[], place: HTMLElement) {
  const gone = [element, ...around.slice(0, around.indexOf(place))];
  if (!element.matches("button, a") || gone.some((each) => each.matches(IN_A_LIST))) return undefined;
  const own = [...place.querySelectorAll<HTMLElement>(`${element.localName}:not(:disabled)`)];
  return own.find((each) => nameOf(each) === nameOf(element));
}

function nameOf(element: HTMLElement): string {
  return element.getAttribute("aria-label") ?? element.textContent;
}

function asRest(place: HTMLElement): HTMLElement {
  const isOwn = place.hasAttribute("tabindex");
  place.setAttribute(MARK, "");
  if (!isOwn) place.tabIndex = -1;
  const leave = () => {
    place.removeAttribute(MARK);
    if (!isOwn) place.removeAttribute("tabindex");
  };
  place.addEventListener("blur", leave, { once: true });
  return place;
}
