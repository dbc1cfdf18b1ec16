/** What keeps a file from being imported: nothing is made of it. */
export class Fault extends Error {
  override readonly name = "Fault";
  /** In the file, from 1; null: it concerns the whole. */
  readonly line: number | null;

  /** @param message Begins small, as it stands behind "line 12: ". */
  constructor(message: string, line: number | null) {
    super(message);
    this.line = line;
  }
}
