// What is typed between braces that close themselves.

/** The second brace was typed, and nothing closes it. */
export function opensBraces(text: string, cursor: number): boolean {
  const isOpening = text.slice(cursor - 2, cursor) === "{{" && text[cursor - 3] !== "{";
  return isOpening && !/^\s*[}\w]/.test(text.slice(cursor));
}

/** The blank that one types after the braces is there already. */
export function hasBlank(text: string, cursor: number): boolean {
  return text.slice(0, cursor).endsWith("{{ ") && text.startsWith(" }}", cursor);
}

/** Blanks that were typed before the one that stands there already: with the braces they go. */
export function blanksTooMany(text: string, cursor: number): number {
  const inside = text.slice(0, cursor);
  return /^ +\}/.test(text.slice(cursor)) ? inside.length - inside.trimEnd().length : 0;
}

/** How far typing a closing brace goes past one that is there already; 0: there is none. */
export function bracesAhead(text: string, cursor: number): number {
  return /^ *\}/.exec(text.slice(cursor))?.[0].length ?? 0;
}
