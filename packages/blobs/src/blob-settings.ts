import { z } from "zod";

const MEGABYTE = 1024 * 1024;
const HOUR_SECONDS = 3_600;

export interface S3Settings {
  readonly endpoint: string;
  readonly region: string;
  readonly bucket: string;
  /** In front of every object's name; empty, or with a slash at its end. */
  readonly prefix: string;
  readonly accessKey: string;
  readonly secretKey: string;
}

export interface BlobSettings {
  /** Null: in PostgreSQL. */
  readonly s3: S3Settings | null;
  /** Largest text of one value that a step may give. */
  readonly resultLimit: number;
  /** Largest event. */
  readonly eventLimit: number;
  /** How long a value stays that nothing refers to. */
  readonly graceSeconds: number;
}

const megabytes = (byDefault: number) => z.coerce.number().int().min(1).max(1_000).default(byDefault);

/** The variables that say where large values lie and how large they may be: part of what API and worker read. */
export const blobVariables = {
  RIPOSTE_BLOBS: z
    .string()
    .regex(
      /^(postgres|s3:\/\/[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](\/[\w.\-/]*)?)$/,
      "must be postgres or s3://bucket",
    )
    .default("postgres"),
  RIPOSTE_S3_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
  RIPOSTE_S3_REGION: z.string().min(1).default("us-east-1"),
  RIPOSTE_S3_ACCESS_KEY: z.string().min(1).optional(),
  RIPOSTE_S3_SECRET_KEY: z.string().min(1).optional(),
  RIPOSTE_RESULT_LIMIT_MB: megabytes(100),
  RIPOSTE_EVENT_LIMIT_MB: megabytes(25),
  RIPOSTE_BLOB_GRACE_HOURS: z.coerce
    .number("must be a number of hours")
    .positive("must be more than 0 hours")
    .max(100_000)
    .default(24),
};

/** @throws an Error that names what is missing for S3 and shows no value. */
export function blobSettings(env: z.infer<z.ZodObject<typeof blobVariables>>): BlobSettings {
  return {
    s3: env.RIPOSTE_BLOBS === "postgres" ? null : s3Settings(env),
    resultLimit: env.RIPOSTE_RESULT_LIMIT_MB * MEGABYTE,
    eventLimit: env.RIPOSTE_EVENT_LIMIT_MB * MEGABYTE,
    graceSeconds: env.RIPOSTE_BLOB_GRACE_HOURS * HOUR_SECONDS,
  };
}

/** What holds where nothing is set; for tests. */
export const DEFAULT_BLOB_SETTINGS: BlobSettings = blobSettings(z.object(blobVariables).parse({}));

function s3Settings(env: z.infer<z.ZodObject<typeof blobVariables>>): S3Settings {
  const { RIPOSTE_S3_ACCESS_KEY: accessKey, RIPOSTE_S3_SECRET_KEY: secretKey } = env;
  if (accessKey === undefined || secretKey === undefined) {
    const missing = accessKey === undefined ? "RIPOSTE_S3_ACCESS_KEY" : "RIPOSTE_S3_SECRET_KEY";
    throw new Error(`RIPOSTE_BLOBS names a bucket, and ${missing} is not set.`);
  }
  const [, bucket = "", path = ""] = /^s3:\/\/([^/]+)\/?(.*)$/.exec(env.RIPOSTE_BLOBS) ?? [];
  const trimmed = path.replace(/^\/+|\/+$/g, "");
  return {
    endpoint: (env.RIPOSTE_S3_ENDPOINT ?? `https://s3.${env.RIPOSTE_S3_REGION}.amazonaws.com`).replace(
      /\/+$/,
      "",
    ),
    region: env.RIPOSTE_S3_REGION,
    bucket,
    prefix: trimmed === "" ? "" : `${trimmed}/`,
    accessKey,
    secretKey,
  };
}
