import { BodyBrokenOff } from "../body-broken-off.ts";
import type { BodyPlace } from "./body-room.ts";

export type Unread =
  /** `bytes` as declared; null where only reading showed it. */
  { readonly why: "too_long"; readonly bytes: number | null } | { readonly why: "no_room" };

/** So that a sender who writes to the end before it listens hears why. */
export async function discardBody(request: Request): Promise<void> {
  try {
    for await (const _ of request.body ?? []);
  } catch (error) {
    throw new BodyBrokenOff(error);
  }
}

/** The whole body; or why it was not read to its end, as soon as that is known. @throws BodyBrokenOff */
export async function readBody(
  request: Request,
  limit: number,
  place: BodyPlace,
): Promise<Uint8Array | Unread> {
  const declared = Number(request.headers.get("content-length") ?? 0);
  if (declared > limit) return { why: "too_long", bytes: declared };
  if (request.body === null) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const chunk of request.body) {
      length += chunk.byteLength;
      if (length > limit) return { why: "too_long", bytes: null };
      if (!place.grow(chunk.byteLength)) return { why: "no_room" };
      chunks.push(chunk);
    }
  } catch (error) {
    throw new BodyBrokenOff(error);
  }
  return Buffer.concat(chunks);
}
