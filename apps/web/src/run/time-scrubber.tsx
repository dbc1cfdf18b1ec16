import { ActionIcon, Tooltip } from "@mantine/core";
import { IconChevronLeft, IconChevronRight, IconPlayerSkipForward } from "@tabler/icons-react";
import { durationWords, exactTime } from "../shell/time-words.ts";
import type { Moment } from "./at-time.ts";
import classes from "./time-scrubber.module.css";

interface TimeScrubberProps {
  readonly moments: readonly Moment[];
  /** The moment that is looked at; null: as it is now, or was in the end. */
  readonly at: number | null;
  readonly onAt: (at: number | null) => void;
}

/** Back and forth in a run's time, from one thing that happened to the next. */
export function TimeScrubber({ moments, at, onAt }: TimeScrubberProps) {
  const last = moments.length - 1;
  const [first] = moments;
  if (first === undefined || last < 1) return null;
  const found = at === null ? last : moments.findLastIndex((moment) => moment.at <= at);
  const here = Math.max(0, found);
  const moment = moments[here] ?? first;
  const go = (to: number) => onAt(moments[Math.min(last, Math.max(0, to))]?.at ?? null);
  const words = `${durationWords(moment.at - first.at)} after it began: ${moment.words}`;
  return (
    <fieldset className={classes["scrubber"]} aria-label="Time in the run">
      <Step
        label="The moment before"
        icon={IconChevronLeft}
        disabled={here === 0}
        onClick={() => go(here - 1)}
      />
      <input
        type="range"
        className={classes["slider"]}
        aria-label="Moment of the run"
        aria-valuetext={words}
        min={0}
        max={last}
        value={here}
        onChange={({ currentTarget }) => go(Number(currentTarget.value))}
      />
      <Step
        label="The next moment"
        icon={IconChevronRight}
        disabled={here === last}
        onClick={() => go(here + 1)}
      />
      <span className={classes["words"]} title={exactTime(moment.at)}>
        {at === null ? "As it stands" : words}
      </span>
      {at !== null && <Step label="As it stands" icon={IconPlayerSkipForward} onClick={() => onAt(null)} />}
    </fieldset>
  );
}

interface StepProps {
  readonly label: string;
  readonly icon: typeof IconChevronLeft;
  readonly disabled?: boolean;
  readonly onClick: () => void;
}

function Step({ label, icon: Icon, disabled = false, onClick }: StepProps) {
  return (
    <Tooltip label={label}>
      <ActionIcon
        variant="subtle"
        color="gray"
        size={24}
        aria-label={label}
        disabled={disabled}
        onClick={onClick}
      >
        <Icon size={16} aria-hidden />
      </ActionIcon>
    </Tooltip>
  );
}
