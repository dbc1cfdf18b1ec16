import { Text } from "@mantine/core";
import { harmlessText } from "@riposte/plan/harmless-text";
import { AnchorLink } from "../address/anchor-link.tsx";
import type { StepStory } from "./run-data.ts";
import { Section } from "./section.tsx";

/** What a step that waits for an event asks of one, and what became of those that came. */
export function EventWait({ wait }: { readonly wait: NonNullable<StepStory["wait"]> }) {
  const { eventKey, key, condition, missed, eventRun } = wait;
  return (
    <Section title="Event">
      {eventKey !== null && key !== null && (
        <Text>
          Its <code>{harmlessText(eventKey)}</code> must be <code>{harmlessText(key)}</code>.
        </Text>
      )}
      {condition !== null && (
        <Text>
          Only if <code>{harmlessText(condition)}</code>.
        </Text>
      )}
      {missed !== null && <Text mt={4}>{harmlessText(missed)}</Text>}
      {eventRun !== null && (
        <Text mt={4}>
          It came with{" "}
          <AnchorLink to="/runs/$run" params={{ run: eventRun }}>
            {eventRun}
          </AnchorLink>
          .
        </Text>
      )}
    </Section>
  );
}
