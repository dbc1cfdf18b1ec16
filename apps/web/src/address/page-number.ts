/** A page as the address bar has it: from 1, whatever is written there. */
export function pageNumber(text: string): number {
  const page = Number(text);
  return Number.isSafeInteger(page) && page >= 1 && page <= 100_000 ? page : 1;
}

/** Whether it is one that could be meant. */
export function isPageNumber(text: string): boolean {
  return String(pageNumber(text)) === text;
}

/** The first page is not written down. */
export function pageText(page: number): string {
  return page <= 1 ? "" : String(page);
}

export function pageCount(total: number, size: number): number {
  return Math.max(1, Math.ceil(total / size));
}

const counting = new Intl.NumberFormat("en");

export function pageSpan({ page, size, total }: { page: number; size: number; total: number }): string {
  const first = (page - 1) * size + 1;
  if (first > total) return `Nothing here; there are ${counting.format(total)}`;
  return `${counting.format(first)}–${counting.format(Math.min(page * size, total))} of ${counting.format(total)}`;
}
