import { expect, test } from "vitest";
import { z } from "zod";
import { blobSettings, blobVariables } from "./blob-settings.ts";

const read = (variables: Record<string, string>) =>
  blobSettings(z.object(blobVariables).parse({ ...variables }));

const KEYS = { RIPOSTE_S3_ACCESS_KEY: "AK", RIPOSTE_S3_SECRET_KEY: "hunter2" };

test("without variables: PostgreSQL, 100 MB a result, 25 MB an event, a day of grace", () => {
  expect(read({})).toEqual({
    s3: null,
    resultLimit: 104_857_600,
    eventLimit: 26_214_400,
    graceSeconds: 86_400,
  });
});

test("a bucket, with a folder in it, at an endpoint of one's own or at Amazon's", () => {
  expect(read({ RIPOSTE_BLOBS: "s3://riposte", ...KEYS }).s3).toMatchObject({
    endpoint: "https://s3.us-east-1.amazonaws.com",
    bucket: "riposte",
    prefix: "",
  });
  const own = { RIPOSTE_BLOBS: "s3://soc/playbooks/", RIPOSTE_S3_ENDPOINT: "http://minio:9000/", ...KEYS };
  expect(read(own).s3).toMatchObject({ endpoint: "http://minio:9000", bucket: "soc", prefix: "playbooks/" });
});

test("a bucket without its keys is said by the name of what is missing, and no value is shown", () => {
  const lacking = () => read({ RIPOSTE_BLOBS: "s3://riposte", RIPOSTE_S3_SECRET_KEY: "hunter2" });
  expect(lacking).toThrow("RIPOSTE_S3_ACCESS_KEY is not set");
  expect(lacking).not.toThrow("hunter2");
});

test.each([
  { RIPOSTE_BLOBS: "s3:/riposte" },
  { RIPOSTE_BLOBS: "minio" },
  { RIPOSTE_RESULT_LIMIT_MB: "0" },
  { RIPOSTE_RESULT_LIMIT_MB: "lots" },
  { RIPOSTE_EVENT_LIMIT_MB: "1.5" },
  { RIPOSTE_BLOB_GRACE_HOURS: "-1" },
])("what cannot be meant is refused: %j", (variables) => {
  expect(() => read(variables as Record<string, string>)).toThrow();
});
