import { afterEach, expect, test, vi } from "vitest";
import { checkVariables, retentionHours, silenceMs } from "./env.ts";

afterEach(() => vi.unstubAllEnvs());

test("without variables, or with empty ones, what stands in the manual", () => {
  vi.stubEnv("RIPOSTE_SILENCE_SECONDS", "");
  vi.stubEnv("RIPOSTE_RETENTION_HOURS", "");
  expect([silenceMs(), retentionHours()]).toEqual([30_000, 72]);
});

test("what can be meant is taken", () => {
  vi.stubEnv("RIPOSTE_SILENCE_SECONDS", "45");
  vi.stubEnv("RIPOSTE_RETENTION_HOURS", "24");
  vi.stubEnv("TEMPORAL_TLS", "false");
  vi.stubEnv("RIPOSTE_LOG_LEVEL", "debug");
  checkVariables();
  expect([silenceMs(), retentionHours()]).toEqual([45_000, 24]);
});

test.each(["RIPOSTE_SILENCE_SECONDS", "RIPOSTE_RETENTION_HOURS", "RIPOSTE_SCRIPT_CONCURRENCY"])(
  "%s that is no number from 1 is said in a sentence, and switches nothing off",
  (name) => {
    for (const value of ["30s", "abc", "0", "-5", "1.5", "1e3", "NaN", "Infinity", "99999999999", " "]) {
      vi.stubEnv(name, value);
      expect(checkVariables).toThrow(
        new RegExp(`^${name} is a whole number of \\w+ from 1 to 100000, not "${value}"\\.$`),
      );
    }
  },
);

test("where large values lie is understood before anything is started, and no key is shown", () => {
  vi.stubEnv("RIPOSTE_BLOBS", "minio");
  expect(checkVariables).toThrow("RIPOSTE_BLOBS: must be postgres or s3://bucket.");
  vi.stubEnv("RIPOSTE_BLOBS", "s3://soc");
  vi.stubEnv("RIPOSTE_S3_SECRET_KEY", "hunter2");
  expect(checkVariables).toThrow(/^RIPOSTE_BLOBS names a bucket, and RIPOSTE_S3_ACCESS_KEY is not set\.$/);
  vi.stubEnv("RIPOSTE_S3_ACCESS_KEY", "AK");
  checkVariables();
  vi.stubEnv("RIPOSTE_RESULT_LIMIT_MB", "5000");
  expect(checkVariables).toThrow("RIPOSTE_RESULT_LIMIT_MB");
});

test("a word that is none of those we know is not taken for no", () => {
  vi.stubEnv("TEMPORAL_TLS", "yes");
  expect(checkVariables).toThrow('TEMPORAL_TLS is one of true, false, not "yes".');
  vi.stubEnv("TEMPORAL_TLS", "true");
  vi.stubEnv("RIPOSTE_LOG_LEVEL", "verbose");
  expect(checkVariables).toThrow("RIPOSTE_LOG_LEVEL is one of trace, debug,");
});
