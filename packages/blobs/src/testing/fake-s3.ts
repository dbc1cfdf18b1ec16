import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import { createServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

// Follows "Authenticating Requests: Using the Authorization Header (AWS Signature Version 4)" and the pages of PutObject,
// GetObject and DeleteObject of the Amazon S3 API Reference. It checks signatures on its own and shares nothing with clients.

export interface FakeS3 extends AsyncDisposable {
  readonly endpoint: string;
  /** By `/<bucket>/<key>`. */
  readonly objects: Map<string, Buffer>;
  /** The next so many requests are answered with 503. */
  failNext: (count: number) => void;
}

interface Account {
  readonly accessKey: string;
  readonly secretKey: string;
  readonly region: string;
}

/** For tests only: one account on a port of this machine. */
export async function startFakeS3(account: Account): Promise<FakeS3> {
  const objects = new Map<string, Buffer>();
  let failing = 0;
  const server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      if (failing > 0) {
        failing -= 1;
        return refuse(response, 503, "SlowDown");
      }
      const fault = checkSignature(request, body, account);
      if (fault !== null) return refuse(response, 403, fault);
      answer({ request, response, body, objects });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    objects,
    failNext: (count) => (failing = count),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly body: Buffer;
  readonly objects: Map<string, Buffer>;
}

function answer({ request, response, body, objects }: Exchange): void {
  const path = pathOf(request);
  switch (request.method) {
    case "PUT":
      objects.set(path, body);
      response.writeHead(200, { etag: `"${hex(createHash("md5").update(body))}"` }).end();
      return;
    case "GET": {
      const found = objects.get(path);
      if (found === undefined) return refuse(response, 404, "NoSuchKey");
      response.writeHead(200, { "content-length": found.byteLength }).end(found);
      return;
    }
    case "DELETE":
      objects.delete(path);
      response.writeHead(204).end();
      return;
    default:
      refuse(response, 405, "MethodNotAllowed");
  }
}

const SCHEME =
  /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/;
const MOST_AWAY_MS = 15 * 60_000;

/** Null: it is signed by the account's key; else the error code. */
function checkSignature(request: IncomingMessage, body: Buffer, account: Account): string | null {
  const { headers } = request;
  const [, accessKey, day = "", region, signedHeaders = "", signature = ""] =
    SCHEME.exec(headers.authorization ?? "") ?? [];
  if (accessKey !== account.accessKey || region !== account.region) return "InvalidAccessKeyId";
  const date = String(headers["x-amz-date"] ?? "");
  if (!date.startsWith(day) || Math.abs(Date.now() - instantOf(date)) > MOST_AWAY_MS) {
    return "RequestTimeTooSkewed";
  }
  const names = signedHeaders.split(";");
  for (const needed of ["host", "x-amz-content-sha256", "x-amz-date"]) {
    if (!names.includes(needed)) return "AccessDenied";
  }
  const declared = String(headers["x-amz-content-sha256"]);
  const isEmptyUnsigned = declared === "UNSIGNED-PAYLOAD" && body.byteLength === 0;
  if (!isEmptyUnsigned && declared !== hex(createHash("sha256").update(body)))
    return "XAmzContentSHA256Mismatch";

  const canonical = [
    request.method,
    pathOf(request),
    "",
    ...names.map((name) => `${name}:${String(headers[name]).trim().replaceAll(/ +/g, " ")}`),
    "",
    signedHeaders,
    declared,
  ].join("\n");
  const scope = `${day}/${region}/s3/aws4_request`;
  const toSign = ["AWS4-HMAC-SHA256", date, scope, hex(createHash("sha256").update(canonical))].join("\n");
  const key = [day, region, "s3", "aws4_request"].reduce<string | Buffer>(
    (with_, part) => createHmac("sha256", with_).update(part).digest(),
    `AWS4${account.secretKey}`,
  );
  const expected = createHmac("sha256", key).update(toSign).digest();
  return timingSafeEqual(expected, Buffer.from(signature, "hex")) ? null : "SignatureDoesNotMatch";
}

function instantOf(date: string): number {
  return Date.parse(date.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, "$1-$2-$3T$4:$5:$6Z"));
}

function pathOf({ url = "/" }: IncomingMessage): string {
  return url.split("?")[0] ?? "/";
}

function hex(hash: { digest: (encoding: "hex") => string }): string {
  return hash.digest("hex");
}

function refuse(response: ServerResponse, status: number, code: string): void {
  response.writeHead(status, { "content-type": "application/xml" });
  response.end(`<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code></Error>`);
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
