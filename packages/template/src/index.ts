export type { Data, DataMap } from "./data.ts";
