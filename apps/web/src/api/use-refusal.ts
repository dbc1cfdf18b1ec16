import { readApiError } from "./api-error.ts";
import { useConnection } from "./connection.ts";

export interface Refusal {
  readonly message: string;
  /** Nobody answered, and somebody does again: it can be sent once more. */
  readonly isPast: boolean;
}

/** What is told of a call that failed, as long as it is the case. */
export function useRefusal(error: unknown): Refusal | null {
  const away = useConnection((connection) => connection.away);
  if (error === null) return null;
  const { kind, message } = readApiError(error);
  return { message, isPast: kind === "away" && !away };
}
