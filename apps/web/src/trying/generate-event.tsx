import { Button } from "@mantine/core";
import { eventSchema } from "@riposte/plan";
import type { JsonObject } from "@riposte/plan";
import { useMemo } from "react";
import { useDraft } from "../canvas/draft-store.ts";
import { textOf } from "../canvas/node-fields.ts";
import { useCatalogue } from "../canvas/use-catalogue.ts";
import { isObject } from "../panel/schema/resolve.ts";
import { sampleOf } from "./sample-value.ts";

/** Writes an event that fits what the trigger says its events are; nothing where it says nothing. */
export function GenerateEvent({ onWrite }: { readonly onWrite: (json: string) => void }) {
  const schema = useEventSchema();
  if (schema === null) return null;
  return (
    <Button
      size="compact-xs"
      variant="default"
      m={4}
      onClick={() => onWrite(JSON.stringify(sampleOf(schema), null, 2))}
    >
      Write one that fits the trigger
    </Button>
  );
}

/** Where nothing of this stands, anything may come. */
const SAYS = ["properties", "required", "type", "$ref", "oneOf", "anyOf", "allOf", "enum", "const"];

function useEventSchema(): JsonObject | null {
  const { triggers } = useCatalogue();
  const node = useDraft(({ graph }) => graph.nodes.find(({ kind }) => kind === "trigger"));
  return useMemo(() => {
    if (node === undefined) return null;
    const config = isObject(node["config"]) ? node["config"] : {};
    const schema = eventSchema({ trigger: textOf(node, "trigger"), config }, { triggers });
    return schema !== null && SAYS.some((key) => key in schema) ? schema : null;
  }, [node, triggers]);
}
