import { Fragment } from "react";
import { RelativeTime } from "./relative-time.tsx";
import { clockWords, splitAtTimes } from "./time-words.ts";

interface TimedTextProps {
  readonly children: string;
  /** All that it tells is over, whatever the clock of who reads it says. */
  readonly past?: boolean;
}

/** A text of the server's in which instants stand: each is said by the reader's clock, and how far away it is. */
export function TimedText({ children, past = false }: TimedTextProps) {
  return splitAtTimes(children).map((part, at) =>
    typeof part === "string" ? (
      // oxlint-disable-next-line react/no-array-index-key -- the parts of one text
      <Fragment key={at}>{part}</Fragment>
    ) : (
      // oxlint-disable-next-line react/no-array-index-key -- the parts of one text
      <Fragment key={at}>
        {clockWords(part.at, Date.now())} (<RelativeTime at={part.at} past={past} />)
      </Fragment>
    ),
  );
}
