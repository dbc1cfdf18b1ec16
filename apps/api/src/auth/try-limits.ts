import { createHash } from "node:crypto";
import { countTry, forgetTry } from "@riposte/db";
import type { Database } from "@riposte/db";
import ipaddr from "ipaddr.js";

interface Limit {
  readonly key: string;
  readonly most: number;
}

export type Verdict =
  | { readonly ok: true; /** It was no guess. */ readonly takeBack: () => Promise<void> }
  | { readonly ok: false; readonly retryAfterSeconds: number };

const WINDOW_MS = 15 * 60_000;
const MOST = { device: 10, address: 30, pair: 6, account: 60, password: 10 } as const;

interface SignInTry {
  readonly email: string;
  readonly address: string;
  /** Of a browser that has signed in to this account before. */
  readonly device: string | null;
}

/**
 * Counts before the password is looked at, so that guesses at the same moment count too, and for e-mails that nobody
 * has as for the others. A browser that is known to the account has a count of its own.
 */
export async function trySignIn(db: Database, { email, address, device }: SignInTry): Promise<Verdict> {
  const account = digest(email);
  if (device !== null) return take(db, [{ key: `device:${device}`, most: MOST.device }]);
  const from = network(address);
  return take(db, [
    { key: `address:${from}`, most: MOST.address },
    { key: `pair:${from}:${account}`, most: MOST.pair },
    { key: `account:${account}`, most: MOST.account },
  ]);
}

/** Whether nothing was told yet, within the window, of tries at an account that an address was not let make. */
export async function isNews(db: Database, { email, address }: Omit<SignInTry, "device">): Promise<boolean> {
  const key = `told:${network(address)}:${digest(email)}`;
  return (await countTry(db, { key, windowMs: WINDOW_MS })).count === 1;
}

/** Of somebody who is signed in: their present password, which whoever sits at their screen does not know. */
export async function tryPassword(db: Database, userId: string): Promise<Verdict> {
  return take(db, [{ key: `password:${userId}`, most: MOST.password }]);
}

/** Where one limit is reached the later ones are not touched: a blocked address cannot use up an account's. */
async function take(db: Database, limits: readonly Limit[]): Promise<Verdict> {
  const taken: string[] = [];
  for (const { key, most } of limits) {
    const { count, until } = await countTry(db, { key, windowMs: WINDOW_MS });
    taken.push(key);
    if (count > most) {
      return { ok: false, retryAfterSeconds: Math.max(1, Math.ceil((until.getTime() - Date.now()) / 1_000)) };
    }
  }
  return { ok: true, takeBack: () => forgetTry(db, taken) };
}

/** Whoever has one IPv6 address usually has 2^64 of them. */
export function network(address: string): string {
  if (!ipaddr.isValid(address)) return address;
  const one = ipaddr.process(address);
  if (one.kind() === "ipv4") return one.toString();
  return `${ipaddr.IPv6.networkAddressFromCIDR(`${one.toString()}/64`).toString()}/64`;
}

function digest(email: string): string {
  return createHash("sha256").update(email).digest("base64url");
}
