const MEGABYTE = 1_048_576;

/** What is beyond these is refused before it is unpacked. */
export const UPLOAD = {
  /** Of all files of one upload, as they come. */
  bytes: 8 * MEGABYTE,
  files: 100,
  /** Of a zip: its folders count too. */
  entries: 500,
  /** Of all scripts of a zip, unpacked. */
  unpackedBytes: 8 * MEGABYTE,
  scripts: 20,
  scriptBytes: 1_000_000,
} as const;

export function sizeWords(bytes: number): string {
  return bytes % MEGABYTE === 0 ? `${bytes / MEGABYTE} MB` : `${bytes / 1_000_000} MB`;
}
