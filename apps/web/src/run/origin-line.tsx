import { Text } from "@mantine/core";
import { AnchorLink } from "../address/anchor-link.tsx";
import { originWord } from "./origin-words.ts";
import type { RunOutline, StepOutline } from "./run-data.ts";

const BY_HAND: Readonly<Record<string, string>> = {
  pinned: "Pinned: it was not carried out.",
  "left out": "It did not run.",
  "by hand": "Its output was given by hand.",
};

interface OriginLineProps {
  readonly record: Pick<StepOutline, "origin" | "note" | "state">;
  readonly step: string;
  readonly rerunOf: RunOutline["rerunOf"];
}

/** Where an outcome comes from that the run did not come to by itself. */
export function OriginLine({ record, step, rerunOf }: OriginLineProps) {
  const word = originWord(record);
  if (word === null) return null;
  if (record.origin === "by_hand") return <Text fw={600}>{BY_HAND[word]}</Text>;
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
