import { Button, Group, Text } from "@mantine/core";
import type { inferOutput } from "@trpc/tanstack-react-query";
import type { ReactNode } from "react";
import { readApiError } from "../api/api-error.ts";
import type { trpc } from "../api/trpc.ts";
import { ErrorState } from "../shell/error-state.tsx";
import { Loading } from "../shell/loading.tsx";
import { RerunPreview } from "./rerun-preview.tsx";

interface RerunFootProps {
  readonly preview: { readonly isPending: boolean; readonly error: unknown; readonly refetch: () => unknown };
  readonly told: inferOutput<typeof trpc.runs.previewRerun> | undefined;
  readonly rerun: { readonly isPending: boolean; readonly error: unknown };
  /** On the button that does it. */
  readonly doing: string;
  readonly isReady?: boolean;
  readonly onClose: () => void;
  /** Between what will happen and the button that makes it. */
  readonly children?: ReactNode;
}

/** The end of a form that reruns: what will happen, why it could not, and the choice. */
export function RerunFoot({
  preview,
  told,
  rerun,
  doing,
  isReady = true,
  onClose,
  children,
}: RerunFootProps) {
  return (
    <>
      {preview.isPending && <Loading rows={3} />}
      {preview.error !== null && <ErrorState error={preview.error} retry={preview.refetch} />}
      {told !== undefined && <RerunPreview preview={told} />}
      {children}
      {rerun.error !== null && (
        <Text c="var(--riposte-bad)" role="alert">
          {readApiError(rerun.error).message}
        </Text>
      )}
      <Group justify="flex-end" gap="sm">
        <Button size="xs" variant="default" onClick={onClose}>
          Leave it
        </Button>
        <Button
          size="xs"
          type="submit"
          data-autofocus
          loading={rerun.isPending}
          disabled={told === undefined || !isReady}
        >
          {doing}
        </Button>
      </Group>
    </>
  );
}
