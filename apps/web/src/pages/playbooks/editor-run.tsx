import { Button } from "@mantine/core";
import { IconPlayerPlay } from "@tabler/icons-react";
import { lazy, Suspense, useState } from "react";
import { useDraft } from "../../canvas/draft-store.ts";
import { textOf } from "../../canvas/node-fields.ts";
import { useMay } from "../../shell/me.ts";
import { canRunByHand } from "./can-run-by-hand.ts";

const RunByHand = lazy(async () => ({ default: (await import("./run-by-hand.tsx")).RunByHand }));

/** Starts what is published, where people are meant to. */
export function EditorRun() {
  const mayStart = useMay("runs.start");
  const { id, name, enabled, publishedVersion, publishedGraph } = useDraft(({ playbook }) => playbook);
  const [isOpen, setOpen] = useState(false);
  const start = publishedGraph?.nodes.find(({ kind }) => kind === "trigger");
  const trigger = start === undefined ? null : textOf(start, "trigger");
  const playbook = { id, name, enabled, publishedVersion, trigger };
  if (!mayStart || !canRunByHand(playbook)) return null;
  return (
    <>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconPlayerPlay size={14} aria-hidden />}
        onClick={() => setOpen(true)}
      >
        Run v{publishedVersion}
      </Button>
      <Suspense fallback={null}>
        {isOpen && <RunByHand playbook={playbook} onClose={() => setOpen(false)} />}
      </Suspense>
    </>
  );
}
