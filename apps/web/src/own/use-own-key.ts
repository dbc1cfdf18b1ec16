import { useState } from "react";
import { ownKey } from "./own-key.ts";
import { ownerNow } from "./owner.ts";

/** As `ownKey`, for as long as the page is shown: who signs out takes it from nobody's hands in between. */
export function useOwnKey(name: string): string {
  const [owner] = useState(ownerNow);
  return ownKey(name, owner);
}
