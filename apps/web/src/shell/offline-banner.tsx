import { Button } from "@mantine/core";
import { IconPlugConnectedX } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { useConnection } from "../api/connection.ts";
import { client, queryClient } from "../api/trpc.ts";
import { noteFailure, noteSuccess } from "../api/connection.ts";
import classes from "./offline-banner.module.css";

const EVERY_MS = 5_000;

/** While the server does not answer: says that what is shown may be old, and keeps asking. */
export function OfflineBanner() {
  const away = useConnection((connection) => connection.away);
  const [asking, setAsking] = useState(false);
  useEffect(() => {
    if (!away) return undefined;
    const timer = setInterval(() => void ask(), EVERY_MS);
    return () => clearInterval(timer);
  }, [away]);
  if (!away) return null;
  const retry = () => {
    setAsking(true);
    void ask().finally(() => setAsking(false));
  };
  return (
    <div role="alert" className={classes["banner"]}>
      <IconPlugConnectedX size={18} stroke={1.5} aria-hidden />
      <span className={classes["text"]}>
        Riposte does not answer. What you see may be old; nothing is lost, and it asks again every 5 seconds.
      </span>
      <Button size="compact-xs" variant="default" loading={asking} onClick={retry}>
        Try again
      </Button>
    </div>
  );
}

/** Once it answers, everything that is shown is asked for anew. */
async function ask(): Promise<void> {
  try {
    await client.me.get.query();
    noteSuccess();
    await queryClient.invalidateQueries();
  } catch (error) {
    noteFailure(error);
  }
}
