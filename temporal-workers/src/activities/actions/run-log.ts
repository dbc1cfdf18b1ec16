const MAX_CHARACTERS = 64 * 1024;

/** What an action says while it runs, for people; kept short. */
export function createRunLog(): { add: (message: string) => void; text: () => string | null } {
  const lines: string[] = [];
  let room = MAX_CHARACTERS;
  return {
    add: (message) => {
      if (room <= 0) return;
      room -= message.length + 1;
      lines.push(room > 0 ? message : "(more was said and is not kept)");
    },
    // PostgreSQL keeps no NUL in a text.
    text: () => (lines.length === 0 ? null : lines.join("\n").replaceAll("\0", "\u{fffd}")),
  };
}
