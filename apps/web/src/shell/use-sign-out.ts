import { notifications } from "@mantine/notifications";
import { useNavigate } from "@tanstack/react-router";
import { create } from "zustand";
import { queryClient } from "../api/trpc.ts";
import { removeOwn, unsavedKeys } from "../own/own-key.ts";
import { forgetOwner, ownerNow } from "../own/owner.ts";

/** Whether somebody who signs out is being asked what becomes of what they have not saved. */
export const useSignOutQuestion = create<{ readonly isAsked: boolean }>(() => ({ isAsked: false }));

/** Asks first where something would be lost. */
export function useSignOut(): () => void {
  const leave = useDiscardAndSignOut();
  return () => {
    const owner = ownerNow();
    if (owner !== null && unsavedKeys(owner).length > 0) useSignOutQuestion.setState({ isAsked: true });
    else leave();
  };
}

/** Nothing that a person saw or typed is there for the next. */
export function useDiscardAndSignOut(): () => void {
  const navigate = useNavigate();
  return () => {
    void (async () => {
      if (!(await endSession())) {
        notifications.show({
          color: "red",
          title: "You are still signed in",
          message: "Riposte does not answer, so it could not end your session. Try again in a moment.",
        });
        return;
      }
      const owner = ownerNow();
      forgetOwner();
      queryClient.clear();
      await navigate({ to: "/sign-in" });
      if (owner !== null) removeOwn(owner);
    })();
  };
}

async function endSession(): Promise<boolean> {
  try {
    const { status } = await fetch("/auth/sign-out", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: "{}",
    });
    return status < 500;
  } catch {
    return false;
  }
}
