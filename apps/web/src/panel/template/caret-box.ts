/** Where on the screen a character of the painted text stands. */
export function caretBox(paint: HTMLElement, offset: number): DOMRect {
  const walker = document.createTreeWalker(paint, NodeFilter.SHOW_TEXT);
  let left = offset;
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const { length } = node.textContent ?? "";
    if (left > length) {
      left -= length;
      continue;
    }
    const range = document.createRange();
    range.setStart(node, left);
    range.setEnd(node, Math.min(left + 1, length));
    const box = range.getBoundingClientRect();
    return box.height > 0 ? box : paint.getBoundingClientRect();
  }
  return paint.getBoundingClientRect();
}
