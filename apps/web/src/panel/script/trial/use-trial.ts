import { useEffect, useRef, useState } from "react";
import { readApiError } from "../../../api/api-error.ts";
import type { ApiError } from "../../../api/api-error.ts";
import { client } from "../../../api/trpc.ts";
import { runTrial } from "./run-trial.ts";
import type { Trial, TrialInput } from "./run-trial.ts";

/** One script at a time, tried and looked at; who leaves the page looks on no more. */
export function useTrial() {
  const [trial, setTrial] = useState<Trial | null>(null);
  const [refused, setRefused] = useState<ApiError | null>(null);
  /** The hash of what it requires. */
  const [environment, setEnvironment] = useState<string | null>(null);
  const [isUnderWay, setUnderWay] = useState(false);
  const id = useRef<string | null>(null);
  const leaving = useRef(new AbortController());
  useEffect(() => {
    leaving.current = new AbortController();
    return () => leaving.current.abort();
  }, []);

  const stop = () => {
    if (id.current === null) return;
    client.trials.stop.mutate({ id: id.current }).catch((error: unknown) => setRefused(readApiError(error)));
  };
  /** Null where it was not started, or nobody looked on until it ended. */
  const run = async (input: TrialInput): Promise<Trial | null> => {
    setTrial(null);
    setEnvironment(null);
    setRefused(null);
    setUnderWay(true);
    id.current = null;
    try {
      return await runTrial(input, {
        onStarted: (started) => {
          id.current = started.id;
          setEnvironment(started.environment);
        },
        onNews: setTrial,
        signal: leaving.current.signal,
      });
    } catch (error) {
      setRefused(readApiError(error));
      return null;
    } finally {
      id.current = null;
      setUnderWay(false);
    }
  };
  return { trial, environment, refused, isUnderWay, run, stop };
}

export type Trying = ReturnType<typeof useTrial>;
