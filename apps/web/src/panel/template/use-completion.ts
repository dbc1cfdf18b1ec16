import { useState } from "react";
import type { Scope } from "../data/scope.ts";
import { completeAt } from "./complete.ts";
import type { Completion } from "./complete.ts";
import type { Mode } from "./spans.ts";

/** What is suggested where, and which of it is chosen. */
export function useCompletion({ mode, scope }: { readonly mode: Mode; readonly scope: Scope }) {
  const [state, setState] = useState<{ readonly completion: Completion; readonly active: number } | null>(
    null,
  );

  const open = (text: string, cursor: number) => {
    const completion = completeAt({ text, cursor, mode }, scope);
    setState(completion === null ? null : { completion, active: 0 });
  };

  return {
    completion: state?.completion ?? null,
    active: state?.active ?? 0,
    open,
    close: () => setState(null),
    move: (by: number) =>
      setState((now) => {
        if (now === null) return null;
        const { length } = now.completion.suggestions;
        return { ...now, active: (now.active + by + length) % length };
      }),
    /** After something was typed: names, and what leads to one, ask for suggestions. */
    follow: (text: string, cursor: number, typed: string | null) => {
      const before = text.slice(0, cursor);
      const asks =
        typed === null
          ? state !== null
          : /[\p{L}\p{Nd}_.|['"]$/u.test(typed) || / (is|not) $/.test(before) || before.endsWith("| ");
      if (!asks) return setState(null);
      const completion = completeAt({ text, cursor, mode }, scope);
      const [only, ...others] = completion?.suggestions ?? [];
      const isWhole =
        only !== undefined &&
        others.length === 0 &&
        completion !== null &&
        text.slice(completion.from, completion.to) === only.insert;
      setState(completion === null || isWhole ? null : { completion, active: 0 });
    },
  };
}
