/** Where somebody is in a playbook. */
export interface Where {
  readonly step: string | null;
  readonly field: string | null;
}

interface Telling {
  readonly where: () => Where;
  readonly tell: (where: Where & { readonly gone: boolean }) => void;
  /** Whether somebody sees the page. */
  readonly isSeen: () => boolean;
}

/** Less often than the server forgets by. */
const SIGN_MS = 8_000;
/** Who goes along many steps is told of where they rest. */
const REST_MS = 250;

interface TellingPresence {
  readonly moved: () => void;
  /** Somebody looks again. */
  readonly back: () => void;
  /** The page may be gone in a moment. */
  readonly leave: () => void;
  readonly close: () => void;
}

/** Says where one is: a moment after one has moved, and again as long as one is there. */
export function startTelling({ where, tell, isSeen }: Telling): TellingPresence {
  let told = "";
  let timer: ReturnType<typeof setTimeout> | undefined;

  function sign(): void {
    const now = where();
    told = JSON.stringify(now);
    tell({ ...now, gone: false });
  }

  const beat = setInterval(() => {
    if (isSeen()) sign();
  }, SIGN_MS);
  sign();

  function moved(): void {
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (isSeen() && JSON.stringify(where()) !== told) sign();
    }, REST_MS);
  }

  function back(): void {
    if (isSeen()) sign();
  }

  function leave(): void {
    clearTimeout(timer);
    tell({ ...where(), gone: true });
  }

  function close(): void {
    clearInterval(beat);
    leave();
  }

  return { moved, back, leave, close };
}
