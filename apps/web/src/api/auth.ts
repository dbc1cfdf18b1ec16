export type AuthAnswer<T> =
  | { readonly ok: true; readonly data: T }
  | { readonly ok: false; readonly reason: string; readonly message: string; readonly field: string | null };

const AWAY = {
  ok: false,
  reason: "unavailable",
  message: "Riposte does not answer. The server may be restarting, or the network is down.",
  field: null,
} as const;

/** The way to a session is no procedure: whoever takes it is nobody yet. Never throws. */
export async function postAuth<T = unknown>(path: string, body: object): Promise<AuthAnswer<T>> {
  try {
    const response = await fetch(`/auth${path}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    const answer = (await response.json()) as T & { reason: string; message: string; field?: string | null };
    if (response.ok) return { ok: true, data: answer };
    const { reason, message, field = null } = answer;
    return { ok: false, reason, message, field };
  } catch {
    return AWAY;
  }
}

/** Whether anybody can sign in yet; taken for granted where nobody says. */
export async function isSetUp(): Promise<boolean> {
  try {
    const answer = (await (await fetch("/auth/status")).json()) as { setUp?: boolean };
    return answer.setUp !== false;
  } catch {
    return true;
  }
}
