import cronstrue from "cronstrue";

export interface CronWords {
  readonly text: string;
  readonly isFault: boolean;
}

/** "At 08:00, Monday through Friday", or what is wrong with it. */
export function cronWords(text: string): CronWords {
  try {
    const options = { use24HourTimeFormat: true, throwExceptionOnParseError: true };
    return { text: `${cronstrue.toString(text.trim(), options)}.`, isFault: false };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return {
      text: `This is no time yet: ${why.replace(/^Error: /, "")}. It takes minute, hour, day, month and weekday, such as 0 8 * * 1-5.`,
      isFault: true,
    };
  }
}
