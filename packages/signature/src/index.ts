export { formOf } from "./form-of.ts";
export type { Form, NoForm } from "./form-of.ts";
export { requirementsOf, requirementsText } from "./requirements.ts";
export type { Requirements } from "./requirements.ts";
