import { Button } from "@mantine/core";
import { IconPlugConnectedX } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { useConnection } from "../api/connection.ts";
import { askAgain, startPulse } from "../api/pulse.ts";
import classes from "./offline-banner.module.css";

/** While the server does not answer: says that what is shown may be old, and keeps asking. */
export function OfflineBanner() {
  const away = useConnection((connection) => connection.away);
  const [asking, setAsking] = useState(false);
  useEffect(startPulse, []);
  if (!away) return null;
  const retry = () => {
    setAsking(true);
    void askAgain().finally(() => setAsking(false));
  };
  return (
    <div role="alert" className={classes["banner"]}>
      <IconPlugConnectedX size={18} stroke={1.5} aria-hidden />
      <span className={classes["text"]}>
        Riposte does not answer. What you see may be old; nothing that you typed is lost, and it is asked
        again every few seconds.
      </span>
      <Button size="compact-xs" variant="default" loading={asking} onClick={retry}>
        Try again
      </Button>
    </div>
  );
}
