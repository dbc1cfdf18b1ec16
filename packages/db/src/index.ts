export { connect } from "./connect.ts";
export type { Connection, Database } from "./connect.ts";
export { newId } from "./ids.ts";
export type { IdPrefix } from "./ids.ts";
export { migrate } from "./migrate.ts";
export { DatabaseUnreachable } from "./unreachable.ts";
