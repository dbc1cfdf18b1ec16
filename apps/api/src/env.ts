import { join } from "node:path";
import { blobSettings, blobVariables } from "@riposte/blobs";
import type { BlobSettings } from "@riposte/blobs";
import { temporalVariables } from "@riposte/temporal";
import { z } from "zod";
import { trustIn } from "./client-address.ts";

const variables = z.object({
  DATABASE_URL: z.string().min(1),
  ...temporalVariables,
  ...blobVariables,
  /** Path of the keyring file. */
  RIPOSTE_KEYRING: z.string().min(1),
  RIPOSTE_DATA: z.string().min(1),
  /** Path of the file with this machine's own admin token. */
  RIPOSTE_TOKEN_FILE: z.string().min(1),
  RIPOSTE_HOST: z.string().min(1).default("127.0.0.1"),
  RIPOSTE_PORT: z.coerce.number().int().min(0).max(65_535).default(8080),
  RIPOSTE_PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  /** Addresses and ranges of proxies in front of this server: what they say of the client is believed. */
  RIPOSTE_TRUSTED_PROXIES: z
    .string()
    .default("")
    .transform((text) => text.split(/[\s,]+/).filter((range) => range !== ""))
    .refine(areRanges, "must be addresses and ranges such as 10.0.0.0/8, with commas between them"),
  /** The folder with the web app as it was built. */
  RIPOSTE_WEB: z
    .string()
    .min(1)
    .default(join(import.meta.dirname, "../../web/dist")),
  /** Where Vite serves the web app while it is being developed: pages come from there. */
  RIPOSTE_WEB_DEV: z.url({ protocol: /^http$/ }).optional(),
  /** What may be reached although it is not public, as the workers are told. */
  RIPOSTE_EGRESS_ALLOW: z.string().default(""),
  /** The folder with the packages of scripts that were built on this machine. */
  RIPOSTE_ENVIRONMENTS: z.string().min(1).optional(),
  /** How long Temporal remembers a run that is over. */
  RIPOSTE_RETENTION_HOURS: z.coerce.number().positive().default(72),
  RIPOSTE_LOG_LEVEL: z.enum(["trace", "debug", "info", "warn", "error", "fatal"]).default("info"),
});

export interface Env extends Omit<z.infer<typeof variables>, keyof typeof blobVariables> {
  readonly blobs: BlobSettings;
  /** All that are set: the company's proxy and its certificates are among them. */
  readonly variables: NodeJS.ProcessEnv;
}

/** @throws an Error that names the variables at fault and shows no value. */
export function readEnv(from: NodeJS.ProcessEnv = process.env): Env {
  // A variable that is set to nothing counts as not set.
  const set = Object.fromEntries(Object.entries(from).filter(([, value]) => value !== ""));
  const parsed = variables.safeParse(set);
  if (parsed.success) return { ...parsed.data, blobs: blobSettings(parsed.data), variables: set };
  const faults = parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
  throw new Error(`The environment is not complete: ${faults.join("; ")}`);
}

function areRanges(ranges: readonly string[]): boolean {
  try {
    trustIn(ranges);
    return true;
  } catch {
    return false;
  }
}
