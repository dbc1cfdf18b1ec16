/** Nobody waits longer to be told that a database stands still; as long as it may take over one statement. */
const PATIENCE_MS = 5_000;

/** Gives up waiting, not the work. @throws an error that counts as *the database is away*. */
export async function promptly<T>(work: Promise<T>, ms = PATIENCE_MS): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    late.reject(
      Object.assign(new Error(`The database did not answer within ${ms} ms.`), { code: "DATABASE_SILENT" }),
    );
  }, ms);
  try {
    return await Promise.race([work, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
