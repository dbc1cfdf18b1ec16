export type { Data, DataMap } from "./data.ts";
export { decodeData } from "./data/decode-data.ts";
export { encodeData } from "./data/encode-data.ts";
export { fromPlain, toPlain } from "./data/plain.ts";
export { DataError, TemplateError } from "./error.ts";
export type { Range, TemplateErrorCode } from "./error.ts";
export { isTemplate } from "./is-template.ts";
