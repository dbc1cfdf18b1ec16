import type { FieldPath } from "@riposte/draft";
import type { JsonValue } from "@riposte/plan";
import { useDraftStore } from "../../canvas/draft-store.ts";
import { fieldText, usePanel } from "../panel-context.ts";

/** By draft, then by step and field. */
const ASIDE = new WeakMap<object, Map<string, JsonValue>>();

interface SetAside {
  readonly keep: (field: FieldPath, value: JsonValue | undefined) => void;
  readonly last: (field: FieldPath) => JsonValue | undefined;
}

/** What stood in fields that are filled in another way now: it is there again for who changes back, as long as the draft is open. */
export function useSetAside(): SetAside {
  const draft = useDraftStore();
  const { node } = usePanel();
  const keyOf = (field: FieldPath) => `${node.id} ${fieldText(field)}`;
  return {
    keep(field, value) {
      const kept = ASIDE.get(draft) ?? new Map<string, JsonValue>();
      ASIDE.set(draft, kept);
      if (value === undefined) kept.delete(keyOf(field));
      else kept.set(keyOf(field), value);
    },
    last: (field) => ASIDE.get(draft)?.get(keyOf(field)),
  };
}
