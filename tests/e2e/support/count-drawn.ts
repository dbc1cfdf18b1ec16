import type { Page } from "@playwright/test";

/** What React has drawn: components by the part of the page that they stand in, and the steps whose cards were drawn. */
export interface DrawnParts {
  readonly parts: Readonly<Record<string, number>>;
  readonly cards: readonly string[];
}

// As text, since this folder is checked without the types of a browser. React tells developer tools of each commit;
// components are of the kinds 0, 1, 11, 14 and 15, elements 5, and the flag 1 stands for "was rendered".
const COUNT = `{
  const KINDS = new Set([0, 1, 11, 14, 15]);
  let parts = {};
  let cards = new Set();
  const look = () => ({ parts: { ...parts }, cards: [...cards] });
  const elementAround = (fiber) => {
    let at = fiber.return;
    while (at !== null && at.tag !== 5) at = at.return;
    return at === null ? null : at.stateNode;
  };
  const count = (fiber) => {
    const element = elementAround(fiber);
    const part = element?.closest("[data-region]")?.dataset.region ?? "around";
    parts[part] = (parts[part] ?? 0) + 1;
    const card = element?.closest(".react-flow__node")?.dataset.id;
    if (card !== undefined) cards.add(card);
  };
  const isAmong = (fiber, before) => {
    for (let at = before.child; at !== null; at = at.sibling) if (at === fiber) return true;
    return false;
  };
  const walk = (fiber, before) => {
    if (KINDS.has(fiber.tag) && (before === null || (fiber.flags & 1) !== 0)) count(fiber);
    if (before !== null && fiber.child === before.child) return;
    for (let at = fiber.child; at !== null; at = at.sibling) {
      const last = before === null ? null : at.alternate;
      if (last === null || !isAmong(at, before)) walk(at, last);
    }
  };
  globalThis.__REACT_DEVTOOLS_GLOBAL_HOOK__ = {
    renderers: new Map(),
    supportsFiber: true,
    checkDCE() {},
    inject: () => 1,
    onScheduleFiberRoot() {},
    onCommitFiberUnmount() {},
    onPostCommitFiberRoot() {},
    onCommitFiberRoot: (_renderer, root) => walk(root.current, root.current.alternate),
  };
  addEventListener("keydown", () => {
    parts = {};
    cards = new Set();
    // Just before the browser paints.
    requestAnimationFrame(() => (globalThis.drawnByKey = look()));
  }, { capture: true });
  globalThis.drawnSinceKey = look;
}`;

/** From the next page that is opened on. */
export async function countDrawn(page: Page) {
  await page.addInitScript(COUNT);
  return {
    /** From the last key until its paint. */
    byKey: () => page.evaluate<DrawnParts>("drawnByKey"),
    /** From the last key until now. */
    sinceKey: () => page.evaluate<DrawnParts>("drawnSinceKey()"),
  };
}
