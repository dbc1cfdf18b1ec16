/** Why a sender is turned away; the reason is what is counted. */
export interface Refusal {
  readonly status: 400 | 401 | 404 | 409 | 413 | 415 | 503;
  readonly reason: string;
  readonly message: string;
}
