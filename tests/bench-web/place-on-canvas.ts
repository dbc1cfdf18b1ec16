import type { Page } from "@playwright/test";

interface Point {
  readonly x: number;
  readonly y: number;
}

/** Where a point of the drawing is painted, be there an element or not. */
export function placeOnCanvas(page: Page, { x, y }: Point): Promise<Point> {
  return page.evaluate<Point>(`(() => {
    const { a, e, f } = new DOMMatrix(getComputedStyle(document.querySelector(".react-flow__viewport")).transform);
    const { left, top } = document.querySelector(".react-flow").getBoundingClientRect();
    return { x: left + e + ${x} * a, y: top + f + ${y} * a };
  })()`);
}
