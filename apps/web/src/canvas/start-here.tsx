import { Button, CloseButton, Paper, Skeleton } from "@mantine/core";
import { useLocalStorage } from "@mantine/hooks";
import { useEffect } from "react";
import type { Choice } from "./choices.ts";
import { focusStart } from "./focus.ts";
import { StepIcon } from "./step-icon.tsx";
import classes from "./start-here.module.css";

interface StartHereProps {
  readonly triggers: readonly Choice[];
  readonly onStart: (choice: Choice) => void;
}

/** An empty canvas asks the first question, and, until it is told not to, says how the rest goes. */
export function StartHere({ triggers, onStart }: StartHereProps) {
  const [isClosed, setClosed] = useLocalStorage({ key: "riposte-canvas-guide-closed", defaultValue: false });
  const isKnown = triggers.length > 0;
  useEffect(() => {
    if (isKnown) focusStart();
  }, [isKnown]);
  return (
    <div className={classes["layer"]}>
      <Paper withBorder className={classes["box"]} component="section" aria-label="First step">
        <h2 className={classes["title"]}>How does this playbook start?</h2>
        <div className={classes["triggers"]} aria-busy={!isKnown}>
          {!isKnown && [1, 2, 3].map((line) => <Skeleton key={line} height={54} />)}
          {triggers.map((trigger, at) => (
            <Button
              key={trigger.key}
              variant="default"
              h="auto"
              py={8}
              justify="flex-start"
              leftSection={<StepIcon kind="trigger" node="trigger" />}
              onClick={() => onStart(trigger)}
              data-kind="trigger"
              {...(at === 0 ? { "data-start": true } : {})}
            >
              <span className={classes["words"]}>
                <span>{trigger.name}</span>
                <span className={classes["says"]}>{trigger.description}</span>
              </span>
            </Button>
          ))}
        </div>
        {!isClosed && (
          <div className={classes["guide"]}>
            <ol>
              <li>Choose what starts it.</li>
              <li>
                Press <b>+</b> on a step's right side to add the next one, or drag steps from the palette.
              </li>
              <li>Fill in each step at the right. What is missing stands under Problems.</li>
              <li>
                <b>Test</b> runs the draft with an event of yours. <b>Publish</b> puts it to work.
              </li>
            </ol>
            <CloseButton aria-label="Never show this guide again" onClick={() => setClosed(true)} />
          </div>
        )}
      </Paper>
    </div>
  );
}
