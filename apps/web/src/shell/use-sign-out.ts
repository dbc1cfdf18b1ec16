import { notifications } from "@mantine/notifications";
import { useNavigate } from "@tanstack/react-router";
import { queryClient } from "../api/trpc.ts";

export function useSignOut(): () => void {
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
      // What one person saw is not there for the next.
      queryClient.clear();
      await navigate({ to: "/sign-in" });
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
