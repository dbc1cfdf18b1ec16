import { browserTurns } from "./turns.ts";

/** So long a stream is heard at least before others that wait get its seat. */
const TURN_MS = 2_000;
/** A server that does not answer holds no seat for longer. */
const PATIENCE_MS = 10_000;
const LOOK_MS = 500;
/** What a tRPC server sends. */
const EVENTS = ["message", "connected", "ping", "serialized-error", "return"];

const turns = browserTurns();

/**
 * An EventSource that lets go of its connection while its page is hidden, and by turns when more pages listen than
 * there are connections for. Nothing is missed: each turn goes on after the event that was heard last.
 */
export class StreamInTurns extends EventTarget {
  readonly CONNECTING = 0;
  readonly OPEN = 1;
  readonly CLOSED = 2;
  readyState = 0;
  readonly #end = new AbortController();
  #last = "";

  constructor(url: string | URL, init?: EventSourceInit) {
    super();
    void this.#listen(new URL(url, location.href), init);
  }

  close(): void {
    this.readyState = this.CLOSED;
    this.#end.abort();
  }

  async #listen(url: URL, init: EventSourceInit | undefined): Promise<void> {
    const { signal } = this.#end;
    while (!signal.aborted) {
      const giveBack = await turns.take(signal);
      if (giveBack === null) return;
      if (this.#last !== "") url.searchParams.set("lastEventId", this.#last);
      const stream = new EventSource(url, init);
      this.#pass(stream);
      await untilOver(stream, signal);
      stream.close();
      giveBack();
    }
  }

  /** On to whoever listens here. */
  #pass(stream: EventSource): void {
    for (const name of EVENTS) {
      stream.addEventListener(name, ({ data, lastEventId }: MessageEvent<unknown>) => {
        if (name === "message" && lastEventId !== "") this.#last = lastEventId;
        this.dispatchEvent(new MessageEvent(name, { data, lastEventId }));
      });
    }
    stream.addEventListener("open", () => {
      this.readyState = this.OPEN;
    });
    stream.addEventListener("error", () => {
      if (stream.readyState === stream.CLOSED) this.close();
      else this.readyState = this.CONNECTING;
      this.dispatchEvent(new Event("error"));
    });
  }
}

/** The page is hidden, the turn is over and others wait, or nobody listens any more. */
function untilOver(stream: EventSource, end: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const began = Date.now();
    let opened = Infinity;
    const isDone = () => Date.now() - opened > TURN_MS || Date.now() - began > PATIENCE_MS;
    const timer = setInterval(() => {
      if (isDone()) void turns.isWanted().then((wanted) => wanted && leave());
    }, LOOK_MS);
    const hide = () => document.visibilityState !== "visible" && leave();
    const leave = () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", hide);
      resolve();
    };
    stream.addEventListener("open", () => (opened = Date.now()));
    document.addEventListener("visibilitychange", hide);
    if (end.aborted) leave();
    else end.addEventListener("abort", leave, { once: true });
    hide();
  });
}
