import type { HttpPort } from "./http.ts";
import type { MailPort } from "./mail/mail.ts";
import type { StorePort } from "./store.ts";

/** All of the world that an action may touch. */
export interface ActionContext<Connector> {
  /** Our own alerts. */
  readonly store: StorePort;
  /** Goes through the egress guard; the only way to the network. */
  readonly http: HttpPort;
  readonly mail: MailPort;
  readonly connector: Connector;
  /** The same over all attempts of this step: offer it to the outside as idempotency key. Visible ASCII. */
  readonly requestKey: string;
  /** Aborted when time is up or the run is cancelled. `http` and `mail` heed it by themselves. */
  readonly signal: AbortSignal;
  /** A line for people, shown on the step. Secrets of the connector are redacted. */
  readonly log: (message: string) => void;
  /**
   * Without secrets of the connector. What an action says is redacted anyway: this is for a text that it cuts or
   * reshapes first, after which a secret would no longer be recognised.
   */
  readonly redact: (text: string) => string;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}
