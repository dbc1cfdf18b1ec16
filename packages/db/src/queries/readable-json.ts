import { sql } from "drizzle-orm";
import type { SQL, SQLWrapper } from "drizzle-orm";

/** As JSON.stringify escapes them; what only looks like it, after a backslash of its own, is text within a text. */
export const UNREADABLE = String.raw`(?<!\\)((?:\\\\)*)\\u(?:0000|d[89a-f][0-9a-f]{2})`;
export const REPLACED = String.raw`\1\\ufffd`;

/** JSON text as json. JSON.stringify writes U+0000 and half characters as escapes, which PostgreSQL refuses to read. */
export function readableJson(text: SQLWrapper): SQL {
  return sql`regexp_replace(${text}, ${UNREADABLE}, ${REPLACED}, 'g')::json`;
}
