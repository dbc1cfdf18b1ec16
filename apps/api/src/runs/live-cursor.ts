/** How far somebody has followed a run. */
export interface LiveCursor {
  /** Of the last step record told. */
  readonly seq: number;
  /** Digest of the run as it was told. */
  readonly run: string;
}

export function formatCursor({ seq, run }: LiveCursor): string {
  return `${seq}.${run}`;
}

/** What cannot be read is the beginning: then everything is told again. */
export function readCursor(text: string | null | undefined): LiveCursor {
  const [, seq, run] = /^(\d{1,9})\.([\w-]*)$/.exec(text ?? "") ?? [];
  return { seq: seq === undefined ? -1 : Number(seq), run: run ?? "" };
}
