import type { AcceptResult } from "@riposte/db";
import { expect, test } from "vitest";
import { AcceptanceUnknown, acceptSurely } from "./accept-surely.ts";

const PATIENCE = { awayMs: 50, openMs: 400 };
const accepted: AcceptResult = { kind: "accepted", runId: "run_1", joinedWith: null };
const broken = (code: string) => Object.assign(new Error(code), { code });

/** Each try comes to the next of these, the last one for ever. */
function tries(...outcomes: readonly (() => Promise<AcceptResult>)[]) {
  let at = 0;
  return () => (outcomes[at++] ?? outcomes.at(-1))!();
}
const fails = (code: string) => () => Promise.reject<AcceptResult>(broken(code));

test("what is slow is waited for, and not refused while it may still be accepted", async () => {
  const slow = () => new Promise<AcceptResult>((resolve) => setTimeout(() => resolve(accepted), 150));
  await expect(acceptSurely(slow, PATIENCE)).resolves.toBe(accepted);
});

test("after a connection that broke it is asked again until it is known", async () => {
  const away = fails("ECONNREFUSED");
  const asked = acceptSurely(
    tries(fails("CONNECTION_CLOSED"), away, away, () => Promise.resolve(accepted)),
    PATIENCE,
  );
  await expect(asked).resolves.toBe(accepted);
});

test.each(["ECONNREFUSED", "57P03", "53100"])("%s: nothing was accepted, and that is said", async (code) => {
  await expect(acceptSurely(fails(code), PATIENCE)).rejects.toMatchObject({ code });
});

test("where it is never said, that is said", async () => {
  const open = acceptSurely(tries(fails("ECONNRESET"), fails("ECONNREFUSED")), PATIENCE);
  await expect(open).rejects.toBeInstanceOf(AcceptanceUnknown);
  await expect(acceptSurely(() => new Promise(() => {}), PATIENCE)).rejects.toBeInstanceOf(AcceptanceUnknown);
});
