import { Button, Group } from "@mantine/core";
import { CopyText } from "./copy-text.tsx";
import classes from "./unsent-text.module.css";

interface UnsentTextProps {
  readonly text: string;
  readonly onForget: () => void;
  /** Why it was not counted. */
  readonly why?: string;
}

const QUICKER = "It was settled before yours was sent: what you had written was not counted.";

/** What somebody was writing when another one was quicker, or when they might not any more: theirs to keep. */
export function UnsentText({ text, onForget, why = QUICKER }: UnsentTextProps) {
  return (
    <>
      <p>{why}</p>
      <blockquote className={classes["unsent"]}>{text}</blockquote>
      <Group gap="sm">
        <CopyText text={text} label="Copy what you wrote" />
        <Button size="compact-xs" variant="default" onClick={onForget}>
          Throw it away
        </Button>
      </Group>
    </>
  );
}
