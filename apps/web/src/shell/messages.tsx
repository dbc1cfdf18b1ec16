import { useNotifications } from "@mantine/notifications";
import type { Notifications } from "@mantine/notifications";
import { useEffect, useState } from "react";

/** What is done by hand is what there is to tell about. */
const FIRST_SIGNS = ["pointerdown", "keydown"] as const;

/** Where messages appear. The first page does not wait for it: what is told before waits for it instead. */
export function Messages() {
  const [Shown, setShown] = useState<typeof Notifications | null>(null);
  const isTold = useNotifications().notifications.length > 0;
  useEffect(() => {
    if (Shown !== null) return undefined;
    // Where it does not come, the next sign asks for it again.
    const load = () =>
      void import("./shown-messages.ts").then((it) => setShown(() => it.Notifications), ignore);
    if (isTold) load();
    for (const sign of FIRST_SIGNS) addEventListener(sign, load, { passive: true });
    return () => {
      for (const sign of FIRST_SIGNS) removeEventListener(sign, load);
    };
  }, [Shown, isTold]);
  return Shown === null ? null : <Shown position="bottom-right" limit={4} />;
}

function ignore(): void {
  // The banner says that nothing comes from the server.
}
