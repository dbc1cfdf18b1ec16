import { harmlessText } from "@riposte/plan/harmless-text";
import { UserError } from "../../user-error.ts";

const LONGEST_NAME = 120;

/** Nothing of an upload is kept until an action is saved with it. */
export function refuse(file: string, why: string): UserError {
  return new UserError("bad_request", `${shown(file)} ${why} Nothing was uploaded.`, { field: "files" });
}

/** A name that somebody else chose, as it can stand in a sentence. */
export function shown(name: string): string {
  const text = harmlessText(name);
  return text.length > LONGEST_NAME ? `${text.slice(0, LONGEST_NAME)}…` : text;
}
