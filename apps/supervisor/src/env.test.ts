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
  vi.stubEnv("RIPOSTE_HOST", "::1");
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

test("ceilings of scripts are a list of numbers by their names", () => {
  for (const value of ["time=600", "time=600, cpu=60 memory=2048\tdisk=1", " "]) {
    vi.stubEnv("RIPOSTE_SCRIPT_CEILINGS", value);
    checkVariables();
  }
  for (const value of ["600", "time=", "time=0", "time=10s", "speed=1", "time=1 time=2"]) {
    vi.stubEnv("RIPOSTE_SCRIPT_CEILINGS", value);
    expect(checkVariables).toThrow(
      "RIPOSTE_SCRIPT_CEILINGS is a list such as time=600 memory=2048, of time, cpu,",
    );
  }
});

test("a word that is none of those we know is not taken for no", () => {
  vi.stubEnv("TEMPORAL_TLS", "yes");
  expect(checkVariables).toThrow('TEMPORAL_TLS is one of true, false, not "yes".');
  vi.stubEnv("TEMPORAL_TLS", "true");
  vi.stubEnv("RIPOSTE_LOG_LEVEL", "verbose");
  expect(checkVariables).toThrow("RIPOSTE_LOG_LEVEL is one of trace, debug,");
});

test.each([
  ["RIPOSTE_SMTP_URL", "foo", "RIPOSTE_SMTP_URL is not an address like smtp://user:password@host:587."],
  ["RIPOSTE_SMTP_URL", "https://me:hunter2@host", "RIPOSTE_SMTP_URL is not an address like smtp://"],
  ["RIPOSTE_PUBLIC_URL", "soar.example.com", "RIPOSTE_PUBLIC_URL is not an address like https://"],
  ["RIPOSTE_EGRESS_ALLOW", "foo/bar", 'RIPOSTE_EGRESS_ALLOW: "foo/bar" is neither host:port nor a block'],
  [
    "RIPOSTE_EGRESS_ALLOW",
    "300.1.1.1:5",
    'RIPOSTE_EGRESS_ALLOW: "300.1.1.1:5" is neither host:port nor a block',
  ],
  ["RIPOSTE_HOST", "[::1]", 'RIPOSTE_HOST is an address such as 0.0.0.0 or ::1, or a name, not "[::1]".'],
  ["RIPOSTE_TRUSTED_PROXIES", "10.0.0.1, proxy", '"proxy" is neither.'],
  [
    "RIPOSTE_VALUE_MEMORY_MB",
    "10",
    "RIPOSTE_VALUE_MEMORY_MB is a whole number of megabytes from 64 to 100000",
  ],
  [
    "RIPOSTE_STEP_BACK_SECONDS",
    "90000",
    "RIPOSTE_STEP_BACK_SECONDS is a whole number of seconds from 1 to 86400",
  ],
])("%s=%s is said in a sentence before anything is started, without a password", (name, value, message) => {
  vi.stubEnv(name, value);
  expect(checkVariables).toThrow(message);
  expect(checkVariables).not.toThrow("hunter2");
});

test("addresses, blocks and servers that can be meant are taken", () => {
  vi.stubEnv("RIPOSTE_SMTP_URL", "smtps://me:secret@mail.example.com:465?from=soc@example.com");
  vi.stubEnv("RIPOSTE_PUBLIC_URL", "https://soar.example.com");
  vi.stubEnv("RIPOSTE_EGRESS_ALLOW", "127.0.0.1:80, 10.0.0.0/8,[fd00::1]:443");
  vi.stubEnv("RIPOSTE_TRUSTED_PROXIES", "10.0.0.1, fd00::/8");
  expect(checkVariables).not.toThrow();
});
