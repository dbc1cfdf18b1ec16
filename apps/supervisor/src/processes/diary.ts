import { openLogFile } from "./log-file.ts";

/** What the supervisor tells, kept beside the logs of those that it watches: who looks later has no terminal. */
export interface Diary {
  /** On the terminal, too. */
  readonly say: (message: string) => void;
  readonly note: (message: string) => void;
  readonly close: () => Promise<void>;
}

const [INFO, WARN] = [30, 40];

export function openDiary(path: string): Diary {
  const log = openLogFile(path);
  const write = (level: number, msg: string) =>
    log.write(`${JSON.stringify({ level, time: Date.now(), component: "supervisor", msg })}\n`);
  return {
    say(message) {
      console.error(`  ! ${message}`);
      write(WARN, message);
    },
    note: (message) => write(INFO, message),
    close: log.close,
  };
}
