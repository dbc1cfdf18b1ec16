/** As PostgreSQL's text can hold it: neither with NUL nor with half a surrogate pair. Nothing there equals such a text. */
export function storableText(text: string): string {
  return text.toWellFormed().replaceAll("\0", "\uFFFD");
}
