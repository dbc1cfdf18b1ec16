import { Button, Group } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconRepeat } from "@tabler/icons-react";
import { useState } from "react";
import { useMay } from "../shell/me.ts";
import { OpenInEditor } from "./open-in-editor.tsx";
import { RerunDialog } from "./rerun-dialog.tsx";
import type { RerunFrom } from "./rerun-words.ts";
import type { RunOutline, StepStory } from "./run-data.ts";
import type { StepLine } from "./step-lines.ts";

interface RerunStepProps {
  readonly outline: RunOutline;
  readonly line: StepLine;
  readonly story: StepStory;
}

/** Of a run that is over: once more from this step on, or from after it with an output given by hand. */
export function RerunStep({ outline, line, story }: RerunStepProps) {
  const may = useMay("runs.start");
  const mayWrite = useMay("playbooks.write");
  const [isOpen, dialog] = useDisclosure(false);
  const [from, setFrom] = useState<RerunFrom>({ kind: "start" });
  const { record } = story;
  if (!may || !outline.run.over || outline.playbookRemoved || record === null) return null;
  const { step, label, scope } = line;
  const open = (chosen: RerunFrom) => {
    setFrom(chosen);
    dialog.open();
  };
  const hasEnded = record.kind === "action" && scope === "" && record.state !== "skipped";
  return (
    <Group gap="xs">
      <Button
        size="xs"
        variant="default"
        leftSection={<IconRepeat size={14} aria-hidden />}
        onClick={() => open({ kind: "step", step, label })}
      >
        Rerun from here…
      </Button>
      {hasEnded && record.state !== "done" && (
        <Button
          size="xs"
          variant="default"
          onClick={() => open({ kind: "after", step, label, schema: story.resultSchema })}
        >
          Rerun from after it…
        </Button>
      )}
      {mayWrite && <OpenInEditor outline={outline} step={step} label="Edit and rerun from here" />}
      <RerunDialog outline={outline} from={[from]} opened={isOpen} onClose={dialog.close} />
    </Group>
  );
}
