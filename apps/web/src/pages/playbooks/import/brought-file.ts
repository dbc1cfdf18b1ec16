/** A text that somebody brought, to be looked at before it is imported. */
export interface BroughtFile {
  readonly id: string;
  /** Empty: it was pasted. */
  readonly file: string;
  /** Null: the file could not be read, or is larger than any playbook. */
  readonly text: string | null;
  readonly fault?: string;
}

/** What the server takes at most; it says so itself of what is near it. */
const MOST_BYTES = 12 * 1_048_576;

export async function readFiles(files: readonly File[]): Promise<readonly BroughtFile[]> {
  return Promise.all(files.map(readOne));
}

async function readOne(file: File): Promise<BroughtFile> {
  const id = crypto.randomUUID();
  if (file.size > MOST_BYTES) {
    const fault = `${file.name} has ${Math.ceil(file.size / 1_048_576)} MB; a playbook's file has 4 MB at most. Nothing was imported.`;
    return { id, file: file.name, text: null, fault };
  }
  try {
    return { id, file: file.name, text: await file.text() };
  } catch {
    return { id, file: file.name, text: null, fault: `${file.name} could not be read. Choose it again.` };
  }
}
