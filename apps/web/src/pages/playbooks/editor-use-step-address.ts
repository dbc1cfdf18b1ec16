import { useNavigate, useSearch } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { useDraft, useDraftStore } from "../../canvas/draft-store.ts";

/** The selected step stands in the address by its name, so that a link leads to it. */
export function useStepAddress(): void {
  const draft = useDraftStore();
  const navigate = useNavigate();
  const search: { readonly step?: unknown } = useSearch({ strict: false });
  const wanted = useRef(typeof search.step === "string" ? search.step : null);
  const step = useDraft(({ selection, graph }) =>
    selection.length === 1 ? (graph.nodes.find(({ id }) => id === selection[0])?.name ?? null) : null,
  );

  useEffect(() => {
    const node = draft.getState().graph.nodes.find(({ name }) => name === wanted.current);
    if (node !== undefined) draft.getState().select([node.id]);
  }, [draft]);

  useEffect(() => {
    if (wanted.current !== null && step === null) {
      wanted.current = null;
      return;
    }
    wanted.current = null;
    void navigate({
      to: ".",
      search: (before: object) => {
        const { step: _gone, ...rest } = before as { readonly step?: unknown };
        return step === null ? rest : { ...rest, step };
      },
      replace: true,
      resetScroll: false,
    } as Parameters<typeof navigate>[0]);
  }, [step, navigate]);
}
