import { Button, Group, Stack, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { readApiError } from "../api/api-error.ts";
import { useDraftStore } from "../canvas/draft-store.ts";
import { ConditionField } from "../panel/conditions/condition-field.tsx";
import { Fold } from "../panel/fold.tsx";
import { usePanel } from "../panel/panel-context.ts";
import { RelativeTime } from "../shell/relative-time.tsx";
import { removeBreakpoint, setBreakpoint, useBreakpoints } from "./use-breakpoints.ts";
import type { Breakpoint } from "./use-breakpoints.ts";

/** Whether tests of the draft stand at the step. */
export function BreakpointFold() {
  const { node } = usePanel();
  const breakpoint = useBreakpoints().get(node.id);
  return (
    <Fold title="Breakpoint" summary={summaryOf(breakpoint)} holds={() => false}>
      <BreakpointForm key={breakpoint?.at ?? ""} breakpoint={breakpoint} />
    </Fold>
  );
}

function summaryOf(breakpoint: Breakpoint | undefined): string {
  if (breakpoint === undefined) return "Tests do not stop here.";
  const { condition } = breakpoint;
  return condition === null ? "Tests stop before it." : `Tests stop before it where ${condition}`;
}

function BreakpointForm({ breakpoint }: { readonly breakpoint: Breakpoint | undefined }) {
  const { node, mayWrite } = usePanel();
  const draft = useDraftStore();
  const kept = breakpoint?.condition ?? "";
  const [condition, setCondition] = useState(kept);
  const save = useMutation({ mutationFn: () => setBreakpoint(draft, node.id, condition) });
  const remove = useMutation({ mutationFn: () => removeBreakpoint(draft, node.id) });
  const error = save.error ?? remove.error;
  const isNew = breakpoint === undefined;
  return (
    <Stack gap={8}>
      {breakpoint !== undefined && (
        <Text size="xs">
          Set by {breakpoint.by} <RelativeTime at={breakpoint.at} />. Only tests of the draft stand there;
          what is published does not.
        </Text>
      )}
      <ConditionField
        field={["breakpoint"]}
        label="Only where"
        help="Empty: each time a test comes there. In a loop: item == 3 holds that iteration back alone."
        placeholder="steps.check.score > 50"
        text={condition}
        clear={condition === "" ? null : () => setCondition("")}
        onChange={setCondition}
      />
      <Group gap={8}>
        <Button
          size="xs"
          variant="default"
          disabled={!mayWrite || (!isNew && condition.trim() === kept)}
          loading={save.isPending}
          onClick={() => save.mutate()}
        >
          {isNew ? "Set a breakpoint" : "Change the breakpoint"}
        </Button>
        {!isNew && (
          <Button
            size="xs"
            variant="default"
            disabled={!mayWrite}
            loading={remove.isPending}
            onClick={() => remove.mutate()}
          >
            Remove the breakpoint
          </Button>
        )}
      </Group>
      {error !== null && (
        <Text size="xs" c="var(--mantine-color-error)" role="alert">
          {readApiError(error).message}
        </Text>
      )}
    </Stack>
  );
}
