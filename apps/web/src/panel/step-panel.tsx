import { Text } from "@mantine/core";
import type { Diagnostic } from "@riposte/plan";
import { useEffect, useMemo, useRef, useState } from "react";
import { useShallow } from "zustand/shallow";
import { useDraft, useDraftStore, useTypedDraft } from "../canvas/draft-store.ts";
import { nodeOf } from "../canvas/graph-questions.ts";
import { titleOf } from "../canvas/node-fields.ts";
import { NUL_WORDS, withoutNul } from "../canvas/nul.ts";
import { useCatalogue } from "../canvas/use-catalogue.ts";
import { makeAroundStep } from "./data/around-step.ts";
import { DataTree } from "./data/data-tree.tsx";
import { scopeOf } from "./data/scope.ts";
import { focusWithin, useWanted } from "./focus-field.ts";
import { ActionApproval } from "./forms/action-approval.tsx";
import { KIND_FORMS } from "./forms/kind-forms.tsx";
import { PlaceField } from "./forms/place-field.tsx";
import { PoliciesFold } from "./forms/policies-fold.tsx";
import { fieldText, PanelContext } from "./panel-context.ts";
import type { FieldChange, Panel, PathTaker } from "./panel-context.ts";
import { RunIfFold } from "./forms/run-if-fold.tsx";
import { RunsOnFold } from "./forms/runs-on-fold.tsx";
import { BreakpointFold } from "../trying/breakpoint-fold.tsx";
import { PinFold } from "../trying/pin-fold.tsx";
import { NameAndNote, StepHead } from "./step-head.tsx";
import { StepProblems } from "./step-problems.tsx";
import classes from "./step-panel.module.css";
import { useSample } from "./use-sample.ts";
import { operationsFor } from "./write-step.ts";

/** Everything about one step of the draft, to read and to change. `node` is its id. */
export function StepPanel({ node: id }: { readonly node: string }) {
  const exists = useTypedDraft(({ graph }) => nodeOf(graph, id) !== undefined);
  if (!exists) return <Text p="md">This step is no longer there.</Text>;
  return <OpenPanel key={id} id={id} />;
}

function OpenPanel({ id }: { readonly id: string }) {
  const store = useDraftStore();
  const [aroundStep] = useState(() => makeAroundStep(id));
  const graph = useDraft((draft) => aroundStep(draft.graph));
  const playbook = useDraft((draft) => draft.playbook);
  const problems = useTypedDraft(
    useShallow((draft) => draft.problems.filter((problem) => problem.node === id)),
  );
  const catalogue = useCatalogue();
  const sample = useSample(playbook.id);
  const node = useTypedDraft((draft) => nodeOf(draft.graph, id));
  const scope = useMemo(
    () => scopeOf(id, { graph, catalogue, sample, playbook }),
    [id, graph, catalogue, sample, playbook],
  );
  const [refused, setRefused] = useState<Place | null>(null);
  const taker = useRef<PathTaker | null>(null);
  const panel = useRef<HTMLElement>(null);
  useJump(id, panel);
  if (node === undefined) return null;
  const set = (what: string, ...written: readonly FieldChange[]) => {
    const changes = withoutNul(written);
    const [first] = changes;
    setRefused(
      changes === written || first === undefined ? null : { node: id, field: fieldText(first.field) },
    );
    const now = store.getState();
    const current = nodeOf(now.graph, id);
    if (current !== undefined)
      now.change(`${titleOf(current)}: ${what}`, operationsFor(now.graph, current, changes));
  };
  const shared: Panel = {
    node,
    catalogue,
    mayWrite: playbook.mayWrite,
    problems: refused === null ? problems : [...problems, refusedNul(refused)],
    scope,
    sample,
    set,
    offerInsert: (next) => {
      taker.current = next;
    },
    insert(path) {
      taker.current?.(path);
      return taker.current !== null;
    },
  };
  const runs = node.kind !== "trigger" && node.kind !== "note";
  const KindForm = KIND_FORMS[node.kind];
  return (
    <PanelContext value={shared}>
      <section ref={panel} className={classes["panel"]} aria-label={`Step ${titleOf(node)}`}>
        <StepHead />
        <div className={classes["body"]}>
          <StepProblems />
          <KindForm />
          {node.kind === "action" && <ActionApproval />}
          {node.kind !== "trigger" && <PlaceField />}
          {runs && <RunIfFold />}
          {runs && <RunsOnFold />}
          {runs && <PoliciesFold />}
          {runs && <PinFold />}
          {runs && <BreakpointFold />}
          <NameAndNote />
        </div>
        {runs && <DataTree />}
      </section>
    </PanelContext>
  );
}

interface Place {
  readonly node: string;
  readonly field: string;
}

/** Told at the field that it was typed into. */
function refusedNul(place: Place): Diagnostic {
  return { code: "wrong_argument", severity: "error", message: NUL_WORDS, ...place };
}

const PATIENCE_FRAMES = 30;

/** Somebody wants to be taken to a field: as soon as it is drawn. */
function useJump(id: string, panel: { readonly current: HTMLElement | null }): void {
  const wanted = useWanted((state) => state.wanted);
  useEffect(() => {
    if (wanted === null || wanted.node !== id) return;
    let frames = 0;
    let frame = requestAnimationFrame(function look() {
      const isThere = panel.current !== null && focusWithin(panel.current, wanted.field);
      frames += 1;
      if (isThere || frames > PATIENCE_FRAMES) useWanted.setState({ wanted: null });
      else frame = requestAnimationFrame(look);
    });
    return () => cancelAnimationFrame(frame);
  }, [wanted, id, panel]);
}
