import { Context } from "@temporalio/activity";

/** What an activity gets from whoever runs it. */
export interface ActivityHost {
  /**
   * Aborted when the workflow wants a regular activity to stop. Never of a local one: what Temporal calls a cancellation
   * there is also its own giving up on a workflow task, after which the same call comes again. Its row says.
   */
  readonly cancel: AbortSignal;
  /**
   * Aborted when Temporal no longer waits for the answer, for whatever reason: the worker shuts down, a heartbeat
   * was missed. Work under a row goes on: its result is found there.
   */
  readonly released: AbortSignal;
  /** Says that it is still alive; does nothing in a local activity. */
  readonly heartbeat: () => void;
}

export function temporalHost(): ActivityHost {
  const context = Context.current();
  const cancel = new AbortController();
  const released = context.cancellationSignal;
  const look = () => {
    if (!context.info.isLocal && context.cancellationDetails?.cancelRequested === true) cancel.abort();
  };
  released.addEventListener("abort", look, { once: true });
  if (released.aborted) look();
  return { cancel: cancel.signal, released, heartbeat: () => context.heartbeat() };
}

/** Who is told what the activity's answer promises; null where nobody is. */
export function callingWorkflow(): string | null {
  return Context.current().info.workflowExecution?.workflowId ?? null;
}
