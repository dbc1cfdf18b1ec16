import { getConnInfo } from "@hono/node-server/conninfo";
import type { Context } from "hono";

/** Of the connection itself: a header that says otherwise could say anything. */
export function clientAddress(c: Context): string {
  return getConnInfo(c).remote.address ?? "unknown";
}
