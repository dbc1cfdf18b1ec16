import { hostname } from "node:os";
import { blobSettings, blobVariables } from "@riposte/blobs";
import type { BlobSettings } from "@riposte/blobs";
import { temporalSettings, temporalVariables } from "@riposte/temporal";
import type { TemporalSettings } from "@riposte/temporal";
import { z } from "zod";

const variables = z.object({
  DATABASE_URL: z.string().min(1),
  ...temporalVariables,
  ...blobVariables,
  /** Of decoded large values, kept for the next step that reads them. */
  RIPOSTE_VALUE_CACHE_MB: z.coerce.number().int().min(1).max(100_000).default(256),
  /** Heap of the thread that reads and renders large values. */
  RIPOSTE_VALUE_MEMORY_MB: z.coerce.number().int().min(64).max(100_000).default(2_048),
  /** Path of the keyring file. */
  RIPOSTE_KEYRING: z.string().min(1),
  RIPOSTE_DATA: z.string().min(1),
  /** Unique to this process start: the owner of attempts. */
  RIPOSTE_INSTANCE: z.string().regex(/^[^/]+$/, "must not hold a slash"),
  /** Where the runner of this machine takes scripts; without it all of them go through Temporal. */
  RIPOSTE_SCRIPT_SOCKET: z.string().min(1).optional(),
  /** How the outside reaches Riposte: for links in mails, and what actions may not reach. */
  RIPOSTE_PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  RIPOSTE_SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  /** Comma separated host:port or CIDR that actions may reach although private. */
  RIPOSTE_EGRESS_ALLOW: z.string().default(""),
  /** How long Temporal remembers a run that is over. */
  RIPOSTE_RETENTION_HOURS: z.coerce.number().positive().default(72),
  /** How long newer workers must have been gone before an older one goes on with their runs. */
  RIPOSTE_STEP_BACK_SECONDS: z.coerce.number().min(1).max(86_400).default(60),
  RIPOSTE_LOG_LEVEL: z.enum(["trace", "debug", "info", "warn", "error", "fatal"]).default("info"),
});

export interface Env {
  readonly databaseUrl: string;
  readonly temporal: TemporalSettings;
  readonly keyring: string;
  readonly data: string;
  readonly instance: string;
  readonly scriptSocket: string | null;
  readonly publicUrl: string | null;
  readonly smtpUrl: string | null;
  readonly egressAllow: string;
  readonly retentionMs: number;
  readonly blobs: BlobSettings;
  readonly valueCacheBytes: number;
  readonly valueMemoryMb: number;
  readonly stepBackMs: number;
  readonly logLevel: string;
  /** All that are set: the company's proxy and its certificates are among them. */
  readonly variables: NodeJS.ProcessEnv;
}

/** @throws an Error that names the variables at fault and shows no value. */
export function readEnv(from: NodeJS.ProcessEnv = process.env): Env {
  // A variable that is set to nothing counts as not set.
  const set = Object.fromEntries(Object.entries(from).filter(([, value]) => value !== ""));
  const parsed = variables.safeParse({ RIPOSTE_INSTANCE: `worker_${hostname()}_${process.pid}`, ...set });
  if (!parsed.success) {
    const faults = parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
    throw new Error(`The environment is not complete: ${faults.join("; ")}`);
  }
  const env = parsed.data;
  return {
    databaseUrl: env.DATABASE_URL,
    temporal: temporalSettings(env),
    keyring: env.RIPOSTE_KEYRING,
    data: env.RIPOSTE_DATA,
    instance: env.RIPOSTE_INSTANCE,
    scriptSocket: env.RIPOSTE_SCRIPT_SOCKET ?? null,
    publicUrl: env.RIPOSTE_PUBLIC_URL ?? null,
    smtpUrl: env.RIPOSTE_SMTP_URL ?? null,
    egressAllow: env.RIPOSTE_EGRESS_ALLOW,
    retentionMs: env.RIPOSTE_RETENTION_HOURS * 3_600_000,
    blobs: blobSettings(env),
    valueCacheBytes: env.RIPOSTE_VALUE_CACHE_MB * 1024 * 1024,
    valueMemoryMb: env.RIPOSTE_VALUE_MEMORY_MB,
    stepBackMs: env.RIPOSTE_STEP_BACK_SECONDS * 1_000,
    logLevel: env.RIPOSTE_LOG_LEVEL,
    variables: set,
  };
}
