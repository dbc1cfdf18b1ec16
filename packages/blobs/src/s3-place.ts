import type { BlobKey } from "@riposte/db";
import { AwsClient } from "aws4fetch";
import type { BlobPlace } from "./blob-store.ts";
import type { S3Settings } from "./blob-settings.ts";

/** Long enough for 100 MB over a slow line. */
const DEADLINE_MS = 120_000;

/** What tells "not now" from "no": it is tried again as when PostgreSQL is away. */
const AWAY = { code: "BLOB_STORE_AWAY" };

/** One object a value, its hash signed with the request: the store refuses what arrives as something else. */
export function createS3Place({
  endpoint,
  region,
  bucket,
  prefix,
  accessKey,
  secretKey,
}: S3Settings): BlobPlace {
  const client = new AwsClient({
    accessKeyId: accessKey,
    secretAccessKey: secretKey,
    service: "s3",
    region,
    retries: 3,
  });
  const addressOf = ({ workspaceId, hash }: BlobKey) =>
    `${endpoint}/${bucket}/${prefix}${workspaceId}/${hash}`;

  async function ask(method: string, key: BlobKey, body?: Uint8Array): Promise<Response> {
    const answer = await reach(client, addressOf(key), {
      method,
      headers:
        body === undefined ? {} : { "x-amz-content-sha256": key.hash, "content-type": "application/json" },
      ...(body === undefined ? {} : { body: body as Uint8Array<ArrayBuffer> }),
      signal: AbortSignal.timeout(DEADLINE_MS),
    });
    if (answer.ok) return answer;
    // Its words only: the address of the request and its headers stay here.
    const said = (await answer.text()).slice(0, 2_000);
    const code = /<Code>([\w.]{1,64})<\/Code>/.exec(said)?.[1] ?? "no code";
    const error = new Error(`The S3 store answered ${method} with ${answer.status} (${code}).`);
    throw answer.status >= 500 || answer.status === 429 ? Object.assign(error, AWAY) : error;
  }

  return {
    name: "s3",
    async write(key, body) {
      const answer = await ask("PUT", key, body);
      await answer.body?.cancel();
    },
    async *read(key) {
      const { body } = await ask("GET", key);
      if (body !== null) yield* body;
    },
    async remove(key) {
      const answer = await ask("DELETE", key);
      await answer.body?.cancel();
    },
  };
}

async function reach(client: AwsClient, address: string, request: RequestInit): Promise<Response> {
  try {
    return await client.fetch(address, request);
  } catch (error) {
    throw Object.assign(new Error("The S3 store does not answer.", { cause: error }), AWAY);
  }
}
