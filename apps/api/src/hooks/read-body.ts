import { BodyBrokenOff } from "../body-broken-off.ts";

/** The whole body, or null as soon as it is known to be longer than `limit` bytes. @throws BodyBrokenOff */
export async function readBody(request: Request, limit: number): Promise<Uint8Array | null> {
  const declared = Number(request.headers.get("content-length") ?? 0);
  if (declared > limit) return null;
  if (request.body === null) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const chunk of request.body) {
      length += chunk.byteLength;
      if (length > limit) return null;
      chunks.push(chunk);
    }
  } catch (error) {
    throw new BodyBrokenOff(error);
  }
  return Buffer.concat(chunks);
}
