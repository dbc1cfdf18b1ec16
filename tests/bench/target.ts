export const HANDWRITTEN_QUEUE = "bench-handwritten";

/** Where the product that is measured keeps its parts; handed to the hand-written worker by the environment. */
export interface Target {
  readonly databaseUrl: string;
  readonly temporalAddress: string;
  readonly keyring: string;
}

export function readTarget(env: NodeJS.ProcessEnv = process.env): Target {
  const { BENCH_DATABASE_URL, BENCH_TEMPORAL_ADDRESS, BENCH_KEYRING } = env;
  if (!BENCH_DATABASE_URL || !BENCH_TEMPORAL_ADDRESS || !BENCH_KEYRING)
    throw new Error("Start it by `pnpm bench`.");
  return { databaseUrl: BENCH_DATABASE_URL, temporalAddress: BENCH_TEMPORAL_ADDRESS, keyring: BENCH_KEYRING };
}
