/** The first `most` UTF-16 units of a text, or one less where the last would be half a character: JSON could not hold that. */
export function cutText(text: string, most: number): string {
  return text.slice(0, most).replace(/[\ud800-\udbff]$/, "");
}
