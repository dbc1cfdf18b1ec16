import { Group, Text } from "@mantine/core";
import { readApiError } from "../api/api-error.ts";
import { BusyButton } from "../shell/busy-button.tsx";
import { useMay } from "../shell/me.ts";
import { useLeaveBreakpoint, WAYS_ON } from "./use-leave-breakpoint.ts";
import type { StandingPlace } from "./use-leave-breakpoint.ts";

/** The shortest ways on from a breakpoint, beside the step's name. */
export function StandingWays({ place, label }: { readonly place: StandingPlace; readonly label: string }) {
  const may = useMay("playbooks.write");
  const leave = useLeaveBreakpoint(place);
  if (!may) return null;
  return (
    <Group component="fieldset" gap={4} m={0} mt={4} p={0} bd="none" aria-label={`How ${label} goes on`}>
      {(["go_on", "step_over", "run_on"] as const).map((way) => (
        <BusyButton
          key={way}
          size="compact-xs"
          variant="default"
          isBusy={leave.isPending && leave.variables.way === way}
          title={WAYS_ON[way].says}
          onClick={() => {
            if (!leave.isPending) leave.mutate({ way });
          }}
        >
          {WAYS_ON[way].word}
        </BusyButton>
      ))}
      {leave.error !== null && (
        <Text span c="var(--riposte-bad)" role="alert">
          {readApiError(leave.error).message}
        </Text>
      )}
    </Group>
  );
}
