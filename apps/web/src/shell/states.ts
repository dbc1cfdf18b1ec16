import {
  IconAlertTriangle,
  IconBan,
  IconCircle,
  IconCircleCheck,
  IconCircleDashed,
  IconCircleDotted,
  IconCircleMinus,
  IconCircleX,
  IconClock,
  IconHelpHexagon,
  IconHourglass,
  IconPlayerPause,
  IconPlayerPlay,
  IconPlayerSkipForward,
  IconUserExclamation,
  IconUserQuestion,
} from "@tabler/icons-react";
import type { Icon } from "@tabler/icons-react";

/** How a state looks: one of five tones, never the tone alone. */
interface StateLook {
  readonly word: string;
  readonly icon: Icon;
  readonly tone: "quiet" | "busy" | "good" | "warn" | "bad";
  /** For the legend. */
  readonly meaning: string;
}

/** Every state of runs and steps; the same word, icon and colour wherever it is shown. */
export const STATES = {
  queued: { word: "Queued", icon: IconClock, tone: "quiet", meaning: "Accepted, and not started yet" },
  waiting: { word: "Waiting", icon: IconCircle, tone: "quiet", meaning: "Waits for a time or an event" },
  notYet: {
    word: "Not yet",
    icon: IconCircleDotted,
    tone: "quiet",
    meaning: "The run goes on, and has not come here",
  },
  notReached: {
    word: "Not reached",
    icon: IconCircleMinus,
    tone: "quiet",
    meaning: "The run ended before it came here",
  },
  running: { word: "Running", icon: IconPlayerPlay, tone: "busy", meaning: "At work" },
  done: { word: "Done", icon: IconCircleCheck, tone: "good", meaning: "Ended well" },
  skipped: {
    word: "Skipped",
    icon: IconPlayerSkipForward,
    tone: "quiet",
    meaning: "Its branch was not taken; of a run: another one stands for it",
  },
  failed: { word: "Failed", icon: IconCircleX, tone: "bad", meaning: "Ended with an error" },
  approval: {
    word: "Waiting for a human",
    icon: IconUserQuestion,
    tone: "warn",
    meaning: "Somebody has to approve or reject it",
  },
  turn: {
    word: "Waiting for its turn",
    icon: IconHourglass,
    tone: "quiet",
    meaning: "A limit lets only so many go at once",
  },
  unknown: {
    word: "Unknown outcome",
    icon: IconHelpHexagon,
    tone: "warn",
    meaning: "Nobody can tell whether it happened: a person has to say",
  },
  undecided: {
    word: "Failed, asks",
    icon: IconUserExclamation,
    tone: "warn",
    meaning: "It failed: a person says what becomes of it",
  },
  paused: {
    word: "Paused",
    icon: IconPlayerPause,
    tone: "warn",
    meaning: "Nothing new starts until somebody resumes it",
  },
  cancelled: { word: "Cancelled", icon: IconBan, tone: "quiet", meaning: "Stopped by a person" },
  stuck: {
    word: "Stuck",
    icon: IconAlertTriangle,
    tone: "bad",
    meaning: "It cannot go on by itself: look at its error",
  },
  lost: { word: "Lost", icon: IconCircleDashed, tone: "bad", meaning: "Its engine has no trace of it" },
} as const satisfies Record<string, StateLook>;

export type StateName = keyof typeof STATES;

/** Those of steps, for the legend. */
export const STEP_STATES = [
  "notYet",
  "running",
  "waiting",
  "turn",
  "approval",
  "unknown",
  "undecided",
  "done",
  "skipped",
  "failed",
  "cancelled",
  "notReached",
] as const satisfies readonly StateName[];
