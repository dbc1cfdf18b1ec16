import { Button } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import { tellDone, tellFailed } from "../../shell/tell.tsx";
import type { questionOf } from "./audit-question.ts";
import { exportAudit, MOST_EXPORTED } from "./export-audit.ts";

/** Counts while it works, and can be stopped. */
export function ExportButton({ question }: { question: ReturnType<typeof questionOf> }) {
  const [count, setCount] = useState<number | null>(null);
  const stop = useRef<AbortController | null>(null);
  useEffect(() => () => stop.current?.abort(), []);
  const start = async () => {
    const controller = new AbortController();
    stop.current = controller;
    setCount(0);
    try {
      const exported = await exportAudit({ question, onCount: setCount, signal: controller.signal });
      const entries = `${exported.count.toLocaleString("en")} entries`;
      tellDone(
        exported.all
          ? `${entries} are exported.`
          : `The newest ${entries} are exported. There are more than ${MOST_EXPORTED.toLocaleString("en")}: export by time for the rest.`,
      );
    } catch (error) {
      if (!controller.signal.aborted) tellFailed("The log was not exported", error);
    } finally {
      setCount(null);
    }
  };
  if (count !== null) {
    return (
      <Button size="xs" variant="default" onClick={() => stop.current?.abort()}>
        Stop exporting ({count.toLocaleString("en")})
      </Button>
    );
  }
  return (
    <Button
      size="xs"
      variant="default"
      leftSection={<IconDownload size={16} aria-hidden />}
      onClick={() => void start()}
    >
      Export as JSON lines
    </Button>
  );
}
