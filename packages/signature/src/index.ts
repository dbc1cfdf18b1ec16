export { formOf } from "./form-of.ts";
export type { Form, NoForm } from "./form-of.ts";
