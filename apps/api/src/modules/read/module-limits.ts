const MEGABYTE = 1_048_576;

/** What is beyond these is refused before it is unpacked. */
export const MODULE = {
  /** Of all files of one upload, as they come. */
  bytes: 16 * MEGABYTE,
  files: 2_000,
  fileBytes: 5 * MEGABYTE,
  /** Of all that is kept. */
  unpackedBytes: 16 * MEGABYTE,
  logoBytes: 200_000,
  items: 200,
} as const;
