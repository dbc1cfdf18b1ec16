import { sql } from "drizzle-orm";
import type { SQL, SQLWrapper } from "drizzle-orm";

const UNREADABLE = String.raw`\\u(0000|d[89a-f][0-9a-f]{2})`;

/** JSON text as json. JSON.stringify writes U+0000 and half characters as escapes, which PostgreSQL refuses to read. */
export function readableJson(text: SQLWrapper): SQL {
  return sql`regexp_replace(${text}, ${UNREADABLE}, ${String.raw`\ufffd`}, 'g')::json`;
}
