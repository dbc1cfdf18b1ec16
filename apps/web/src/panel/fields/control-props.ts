import type { FieldPath } from "@riposte/draft";
import type { JsonValue } from "@riposte/plan";
import type { FieldSpec } from "../schema/field-spec.ts";
import type { ReactNode } from "react";
import type { ControlIds } from "./field.tsx";

/** What every control gets. */
export interface ControlProps {
  readonly spec: FieldSpec;
  readonly field: FieldPath;
  readonly value: JsonValue | undefined;
  readonly ids: ControlIds;
  readonly isReadOnly: boolean;
  /** Undefined: nothing is given. */
  readonly onChange: (value: JsonValue | undefined) => void;
  /** A field within this one. */
  readonly inner: (inner: InnerField) => ReactNode;
}

export interface InnerField {
  readonly spec: FieldSpec;
  readonly within: FieldPath;
  readonly value: JsonValue | undefined;
}

/** What counts where nothing is given, for the empty control. */
export function fallbackText({ fallback }: FieldSpec): string | undefined {
  if (fallback === undefined || fallback === null || fallback === "") return undefined;
  const text = typeof fallback === "string" ? fallback : JSON.stringify(fallback);
  return text === "{}" || text === "[]" ? undefined : text;
}
