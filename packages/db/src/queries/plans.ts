import { eq } from "drizzle-orm";
import type { Database } from "../connect.ts";
import { plans } from "../schema/playbooks.ts";
import { sha256 } from "../sha256.ts";

/** Stores a plan's text under its hash, which it returns. */
export async function insertPlan(db: Database, body: string): Promise<string> {
  const hash = sha256(body);
  await db.insert(plans).values({ hash, body }).onConflictDoNothing();
  return hash;
}

/** @throws when the text no longer matches its hash. */
export async function getPlan(db: Database, hash: string): Promise<string | null> {
  const [plan] = await db.select({ body: plans.body }).from(plans).where(eq(plans.hash, hash));
  if (plan === undefined) return null;
  if (sha256(plan.body) !== hash) throw new Error(`Plan ${hash} was changed in the database.`);
  return plan.body;
}
