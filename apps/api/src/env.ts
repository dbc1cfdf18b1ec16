import { temporalVariables } from "@riposte/temporal";
import { z } from "zod";

const variables = z.object({
  DATABASE_URL: z.string().min(1),
  ...temporalVariables,
  /** Path of the keyring file. */
  RIPOSTE_KEYRING: z.string().min(1),
  RIPOSTE_DATA: z.string().min(1),
  /** Path of the file with this machine's own admin token. */
  RIPOSTE_TOKEN_FILE: z.string().min(1),
  RIPOSTE_HOST: z.string().min(1).default("127.0.0.1"),
  RIPOSTE_PORT: z.coerce.number().int().min(0).max(65_535).default(8080),
  RIPOSTE_PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  RIPOSTE_LOG_LEVEL: z.enum(["trace", "debug", "info", "warn", "error", "fatal"]).default("info"),
});

export type Env = z.infer<typeof variables>;

/** @throws an Error that names the variables at fault and shows no value. */
export function readEnv(from: NodeJS.ProcessEnv = process.env): Env {
  // A variable that is set to nothing counts as not set.
  const set = Object.fromEntries(Object.entries(from).filter(([, value]) => value !== ""));
  const parsed = variables.safeParse(set);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
  throw new Error(`The environment is not complete: ${faults.join("; ")}`);
}
