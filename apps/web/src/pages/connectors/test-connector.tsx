import { Button } from "@mantine/core";
import { IconCircleCheck, IconCircleX, IconInfoCircle } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { readApiError } from "../../api/api-error.ts";
import { trpc } from "../../api/trpc.ts";
import { RelativeTime } from "../../shell/relative-time.tsx";
import classes from "./connectors-page.module.css";

const ICONS = { works: IconCircleCheck, fails: IconCircleX, untestable: IconInfoCircle } as const;

export function useConnectorTest() {
  return useMutation(trpc.connectors.test.mutationOptions());
}

type ConnectorTest = ReturnType<typeof useConnectorTest>;

export function TestButton({ name, test }: { name: string; test: ConnectorTest }) {
  return (
    <Button
      size="compact-xs"
      variant="default"
      loading={test.isPending}
      aria-label={`Test ${name}`}
      onClick={() => test.mutate({ name })}
    >
      Test
    </Button>
  );
}

/** What the last test said, and when. */
export function TestResult({ test }: { test: ConnectorTest }) {
  const { data, error, submittedAt } = test;
  if (data === undefined && error === null) return null;
  const { outcome, message } = data ?? { outcome: "fails" as const, message: readApiError(error).message };
  const Icon = ICONS[outcome];
  return (
    <output className={classes["result"]} data-outcome={outcome}>
      <Icon size={16} stroke={1.75} aria-hidden />
      <span>
        {message} <span className={classes["quiet"]}>{<RelativeTime at={submittedAt} />}</span>
      </span>
    </output>
  );
}
