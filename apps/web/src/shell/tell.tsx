import { Button } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { readApiError } from "../api/api-error.ts";

/** What was done, in a word or two; with `undo` while it is shown. */
export function tellDone(message: string, undo?: () => void): void {
  const id = notifications.show({
    autoClose: undo === undefined ? 4_000 : 10_000,
    message:
      undo === undefined ? (
        message
      ) : (
        <>
          {message}{" "}
          <Button
            size="compact-xs"
            variant="default"
            ml="xs"
            onClick={() => {
              notifications.hide(id);
              undo();
            }}
          >
            Undo
          </Button>
        </>
      ),
  });
}

/** What was not done, and why, until it is closed. */
export function tellFailed(what: string, error: unknown): void {
  const { kind, message } = readApiError(error);
  if (kind === "signed_out") return;
  notifications.show({ color: "red", title: what, message, autoClose: false });
}
