import { z } from "zod";

/** Names an alert; who fills it in is offered those that there are. */
export function alertRef() {
  return z.string().min(1).meta({ description: "Uuid or short id of the alert", "x-pick": "alert" });
}
