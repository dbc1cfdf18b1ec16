import { Text } from "@mantine/core";
import { AnchorLink } from "../address/anchor-link.tsx";
import type { RunOutline, StepOutline } from "./run-data.ts";

interface OriginLineProps {
  readonly origin: StepOutline["origin"];
  readonly step: string;
  readonly rerunOf: RunOutline["rerunOf"];
}

/** Where an outcome comes from that the run did not come to by itself. */
export function OriginLine({ origin, step, rerunOf }: OriginLineProps) {
  if (origin === null) return null;
  if (origin === "by_hand") return <Text fw={600}>Its output was given by hand.</Text>;
  return (
    <Text>
      Taken over as it was recorded; it did not run again.{" "}
      {rerunOf !== null && (
        <AnchorLink to="/runs/$run" params={{ run: rerunOf }} search={{ step } as never}>
          See it in the earlier run
        </AnchorLink>
      )}
    </Text>
  );
}
