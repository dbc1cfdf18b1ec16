import { List, Text } from "@mantine/core";
import type { inferOutput } from "@trpc/tanstack-react-query";
import type { trpc } from "../api/trpc.ts";
import { effectLine, whyAgain } from "./rerun-words.ts";

type Preview = inferOutput<typeof trpc.runs.previewRerun>;

/** What is taken over, what runs again, and what happens again in the world. */
export function RerunPreview({ preview }: { readonly preview: Preview }) {
  const { askedFor, step, reused, again, first, pinned, byHand, gone, effects } = preview;
  return (
    <section aria-label="What would happen" aria-live="polite">
      {askedFor !== null && (
        <Text mb={8}>
          {askedFor} stands in the loop {step?.label}, which runs again as a whole.
        </Text>
      )}
      <List size="sm" spacing={4}>
        <List.Item>
          <b>Taken over as recorded:</b> {reused.length === 0 ? "nothing" : labels(reused)}
        </List.Item>
        {byHand !== null && (
          <List.Item>
            <b>Given by hand:</b> {byHand.label}
          </List.Item>
        )}
        <List.Item>
          <b>Runs again:</b>{" "}
          {again.length === 0
            ? "nothing"
            : again.map(({ label, why }) => `${label}${whyAgain(why)}`).join(", ")}
        </List.Item>
        {first.length > 0 && (
          <List.Item>
            <b>May run for the first time:</b> {labels(first)}
          </List.Item>
        )}
        {pinned.length > 0 && (
          <List.Item>
            <b>Pinned, and not carried out:</b> {labels(pinned)}
          </List.Item>
        )}
        {gone.length > 0 && (
          <List.Item>
            <b>No longer in the playbook:</b> {gone.join(", ")}
          </List.Item>
        )}
      </List>
      {effects.length > 0 && (
        <List size="sm" spacing={4} mt={8} c="var(--riposte-warn)" aria-label="What it does to the world">
          {effects.map((effect) => (
            <List.Item key={effect.step}>{effectLine(effect)}</List.Item>
          ))}
        </List>
      )}
    </section>
  );
}

function labels(steps: readonly { readonly label: string }[]): string {
  return steps.map(({ label }) => label).join(", ");
}
