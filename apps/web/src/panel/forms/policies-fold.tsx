import type { JsonValue } from "@riposte/plan";
import { useDraft } from "../../canvas/draft-store.ts";
import { textOf } from "../../canvas/node-fields.ts";
import { asObject } from "../fields/literal.ts";
import { PlainField } from "../fields/plain-field.tsx";
import { Fold } from "../fold.tsx";
import { usePanel } from "../panel-context.ts";
import { policiesOf, policyWords } from "./policies.ts";

const FIELDS = /^(join|retry|timeout|limits|onFailure|onLost)(\.|$)/;

/** Retry, time limit and what happens otherwise: in one line until it is opened. */
export function PoliciesFold() {
  const { node, catalogue } = usePanel();
  const graph = useDraft((draft) => draft.graph);
  const entry = node.kind === "action" ? catalogue.actions.get(textOf(node, "action")) : undefined;
  const policies = policiesOf(node, { graph, entry });
  if (policies.length === 0) return null;
  return (
    <Fold
      title="When it fails or takes long"
      summary={policyWords(node, entry)}
      holds={(field) => FIELDS.test(field)}
    >
      {policies.map(({ within, spec }) => {
        const [top] = within;
        const holder = top === undefined ? node : asObject(node[top]);
        return (
          <PlainField
            key={spec.name}
            spec={spec}
            within={within}
            {...(spec.name === "attempts" ? { clears: ["retry"] } : {})}
            value={(holder as Readonly<Record<string, JsonValue | undefined>>)[spec.name]}
          />
        );
      })}
    </Fold>
  );
}
