/**
 * Signatures under which this process may have accepted something. A repeat that comes while nobody can look that up
 * must not hear that it was not accepted: its sender would sign anew, and both would run.
 */
export interface OpenRequests {
  /** What it returns takes that back: nothing was accepted for certain. */
  readonly note: (hookId: string, signature: string) => () => void;
  readonly mayHold: (hookId: string, headers: Headers) => boolean;
}

/** At a hundred a second those of eight minutes, longer than a timestamp is accepted. */
const MOST_NOTED = 50_000;
const SIGNATURE = /^v1=([0-9a-f]{64})$/i;

export function createOpenRequests(most = MOST_NOTED): OpenRequests {
  /** How often each is noted, oldest first. */
  const noted = new Map<string, number>();
  const keyOf = (hookId: string, signature: string) => `${hookId} ${signature.toLowerCase()}`;
  return {
    note(hookId, signature) {
      const key = keyOf(hookId, signature);
      const times = noted.get(key) ?? 0;
      noted.delete(key);
      noted.set(key, times + 1);
      const oldest = noted.size > most ? noted.keys().next().value : undefined;
      if (oldest !== undefined) noted.delete(oldest);
      return () => {
        const left = (noted.get(key) ?? 0) - 1;
        if (left > 0) noted.set(key, left);
        else noted.delete(key);
      };
    },
    // Which header holds the signature is written where nobody can look.
    mayHold: (hookId, headers) =>
      noted.size > 0 &&
      [...headers.values()].some((value) => {
        const signature = SIGNATURE.exec(value)?.[1];
        return signature !== undefined && noted.has(keyOf(hookId, signature));
      }),
  };
}
