import { Button } from "@mantine/core";
import { cutText } from "@riposte/plan/cut-text";
import { harmlessText } from "@riposte/plan/harmless-text";
import { cutWords } from "@riposte/plan/question";
import { useState } from "react";
import { CopyText } from "./copy-text.tsx";

interface LongTextProps {
  readonly text: string;
  /** So many characters stand there before somebody opens it. */
  readonly most?: number;
  /** Of the whole, where `text` is only its beginning. */
  readonly length?: number;
}

const MOST = 600;

/** A text of any length: where it is cut it says so, and opens. */
export function LongText({ text, most = MOST, length = text.length }: LongTextProps) {
  const [isOpen, setOpen] = useState(false);
  if (text.length <= most) return harmlessText(text);
  const shown = isOpen ? text : cutText(text, most);
  return (
    <>
      {harmlessText(shown)}
      {shown.length < length && `… (${cutWords(shown.length, length)})`}{" "}
      <Button size="compact-xs" variant="default" onClick={() => setOpen(!isOpen)}>
        {isOpen ? "Show less" : text.length < length ? "Show more" : "Show all"}
      </Button>
      <CopyText text={text} label={text.length < length ? "Copy what is here" : "Copy all of it"} />
    </>
  );
}
