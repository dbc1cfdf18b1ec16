import { proxyActivities } from "@temporalio/workflow";
import type { nothing } from "./settings.ts";

const activities = proxyActivities<{ nothing: typeof nothing }>({ startToCloseTimeout: "30 seconds" });

/** Each hop is written by the server twice or more: scheduled, done, and the workflow task between. */
export async function hops(count: number): Promise<void> {
  for (let at = 0; at < count; at++) await activities.nothing();
}
