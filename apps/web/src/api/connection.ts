import { create } from "zustand";
import { readApiError } from "./api-error.ts";

/** Whether the server answers, and whether it knows us: told by every call, shown by the shell. */
interface Connection {
  readonly away: boolean;
  readonly signedOut: boolean;
  /** Nobody signed out: the session came to its end while one was at work. */
  readonly ended: boolean;
}

export const useConnection = create<Connection>(() => ({ away: false, signedOut: false, ended: false }));

export function noteSuccess(): void {
  const { away, signedOut } = useConnection.getState();
  if (away || signedOut) useConnection.setState({ away: false, signedOut: false });
}

export function noteFailure(error: unknown): void {
  const { kind } = readApiError(error);
  if (kind === "signed_out") useConnection.setState({ away: false, signedOut: true });
  else if (kind === "away") useConnection.setState({ away: true });
  else noteSuccess();
}
