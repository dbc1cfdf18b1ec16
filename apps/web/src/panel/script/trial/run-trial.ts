import { client } from "../../../api/trpc.ts";

type Follow = typeof client.trials.follow.subscribe;
type News = Parameters<NonNullable<Parameters<Follow>[1]["onData"]>>[0];

export type TrialInput = Parameters<typeof client.trials.start.mutate>[0];
/** How a script that is tried goes. */
export type Trial = News["data"];

/** The id of the trial, and the hash of what its script requires; null: nothing. */
export type Started = Awaited<ReturnType<typeof client.trials.start.mutate>>;

interface Hearing {
  /** It is there, and can be stopped by this. */
  readonly onStarted: (started: Started) => void;
  readonly onNews: (trial: Trial) => void;
  /** Nobody looks on any more; the script goes on. */
  readonly signal: AbortSignal;
}

/** Has a script tried and follows it to its end; null where nobody looked on until then. @throws what the server refuses */
export async function runTrial(
  input: TrialInput,
  { onStarted, onNews, signal }: Hearing,
): Promise<Trial | null> {
  const started = await client.trials.start.mutate(input);
  const { id } = started;
  onStarted(started);
  return new Promise((resolve, reject) => {
    const following = client.trials.follow.subscribe(
      { id },
      {
        onData: ({ data }) => {
          onNews(data);
          if (data.state !== "ended") return;
          following.unsubscribe();
          resolve(data);
        },
        onError: reject,
      },
    );
    signal.addEventListener("abort", () => {
      following.unsubscribe();
      resolve(null);
    });
  });
}
