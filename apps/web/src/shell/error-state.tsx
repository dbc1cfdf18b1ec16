import { Button } from "@mantine/core";
import { IconAlertTriangle, IconPlugConnectedX, IconSearchOff } from "@tabler/icons-react";
import { readApiError } from "../api/api-error.ts";
import { NoPermission } from "./no-permission.tsx";
import { Notice } from "./notice.tsx";
import { useTabTitle } from "./use-tab-title.ts";

interface ErrorStateProps {
  readonly error: unknown;
  readonly retry?: () => unknown;
  /** What the browser's tab says, where this stands for a whole page, its heading included. */
  readonly tab?: string;
}

const LOOKS = {
  away: { icon: IconPlugConnectedX, title: "Riposte does not answer" },
  not_found: { icon: IconSearchOff, title: "Not found" },
  bug: { icon: IconAlertTriangle, title: "This went wrong inside Riposte" },
  refused: { icon: IconAlertTriangle, title: "This could not be shown" },
} as const;

/** What happened instead of the page, in the server's words, and the way on. */
export function ErrorState({ error, retry, tab }: ErrorStateProps) {
  useTabTitle(tab ?? null);
  const isPage = tab !== undefined;
  const { kind, message } = readApiError(error);
  if (kind === "forbidden") return <NoPermission isPage={isPage}>{message}</NoPermission>;
  // The shell is on its way to the sign-in page.
  if (kind === "signed_out") return null;
  const { icon, title } = LOOKS[kind === "conflict" ? "refused" : kind];
  const again = retry !== undefined && kind !== "not_found" && (
    <Button variant="default" size="xs" onClick={() => void retry()}>
      Try again
    </Button>
  );
  return (
    <Notice icon={icon} title={title} urgent isPage={isPage} {...(again === false ? {} : { steps: again })}>
      {message}
    </Notice>
  );
}
