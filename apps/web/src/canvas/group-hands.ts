import { createContext, useContext } from "react";

/** What the heads of groups do; null where nothing of it can be done. */
interface GroupHands {
  readonly fold: ((group: string) => void) | null;
  readonly choose: ((group: string) => void) | null;
}

export const GroupHandsContext = createContext<GroupHands>({ fold: null, choose: null });

export function useGroupHands(): GroupHands {
  return useContext(GroupHandsContext);
}
