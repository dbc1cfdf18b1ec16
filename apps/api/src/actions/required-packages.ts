import { createHash } from "node:crypto";
import { requirementsOf, requirementsText } from "@riposte/signature";
import { UserError } from "../user-error.ts";

interface Script {
  /** What steps call it, without `script.` */
  readonly name: string;
  readonly source: string;
  /** Where its source stands in the input: "" or `scripts.0.` */
  readonly place: string;
}

export interface RequiredPackages {
  /** SHA-256 (hex) of the body. */
  readonly hash: string;
  readonly body: string;
}

/** Of its own metadata, else of the action's `requirements`; null: none. @throws UserError where they cannot be read. */
export function requiredPackages(
  { name, source, place }: Script,
  requirements = "",
): RequiredPackages | null {
  const found = requirementsOf(source, requirements);
  if (!found.ok) {
    const isInline = requirementsOf("", requirements).ok;
    const field = isInline ? `${place}source` : "requirements";
    throw new UserError(
      "bad_request",
      `What ${name} requires cannot be read. ${found.why} Nothing was saved.`,
      {
        field,
      },
    );
  }
  const body = requirementsText(found.lines);
  return body === null ? null : { hash: createHash("sha256").update(body).digest("hex"), body };
}
