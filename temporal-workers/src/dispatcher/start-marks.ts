/** Writes down which runs Temporal has, many at a time: until then they look as if their start had only been tried. */
export interface StartMarks {
  /** `soon`: with others that start meanwhile. Resolves when that was tried: what fails is found started later. */
  readonly add: (run: string, when: "now" | "soon") => Promise<void>;
  /** Writes what is left. */
  readonly close: () => Promise<void>;
}

interface Marking {
  readonly write: (runs: readonly string[]) => Promise<void>;
  readonly complain: (error: unknown) => void;
}

const GATHER_MS = 100;

interface Batch {
  readonly runs: string[];
  readonly hurry: () => void;
  readonly written: Promise<void>;
}

export function createStartMarks({ write, complain }: Marking): StartMarks {
  let open: Batch | null = null;
  let last = Promise.resolve();

  function begin(): Batch {
    const runs: string[] = [];
    const due = Promise.withResolvers<void>();
    const timer = setTimeout(due.resolve, GATHER_MS);
    const written = Promise.all([last, due.promise])
      .then(() => {
        clearTimeout(timer);
        open = null;
        return write(runs);
      })
      .catch(complain);
    last = written;
    return { runs, hurry: due.resolve, written };
  }

  return {
    add(run, when) {
      open ??= begin();
      const { runs, hurry, written } = open;
      runs.push(run);
      if (when === "now") hurry();
      return written;
    },
    async close() {
      open?.hurry();
      await last;
    },
  };
}
