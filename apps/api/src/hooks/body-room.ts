/** How much of bodies may lie in memory at once, for most of their senders have proven nothing yet. */
export interface BodyRoom {
  /** For one body; given back when it is disposed of. */
  readonly enter: () => BodyPlace;
}

export interface BodyPlace extends Disposable {
  /** False: there is no room for so many bytes more. */
  readonly grow: (bytes: number) => boolean;
}

export function createBodyRoom(bytesInAll: number): BodyRoom {
  let left = bytesInAll;
  return {
    enter() {
      let held = 0;
      return {
        grow(bytes) {
          if (bytes > left) return false;
          left -= bytes;
          held += bytes;
          return true;
        },
        [Symbol.dispose]() {
          left += held;
          held = 0;
        },
      };
    },
  };
}
