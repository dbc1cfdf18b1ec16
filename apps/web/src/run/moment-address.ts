/** How a moment of a run stands in the address: as an instant that people can read; "" for the run as it stands. */
export function momentInAddress(at: number | null): string {
  return at === null ? "" : new Date(at).toISOString();
}

/** Null for what is no instant: a link that somebody cut short shows the run as it stands. */
export function momentOfAddress(text: string): number | null {
  const at = Date.parse(text);
  return Number.isNaN(at) ? null : at;
}
