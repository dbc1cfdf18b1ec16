import { Button } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { readApiError } from "../api/api-error.ts";

/** What was done, in a word or two; with `undo` while it is shown. */
export function tellDone(message: string, undo?: () => void): void {
  if (undo === undefined) notifications.show({ message, autoClose: 4_000 });
  else tellWith(message, { label: "Undo", act: undo, autoClose: 10_000 });
}

interface Offer {
  readonly label: string;
  readonly act: () => void;
  /** In milliseconds; absent: until it is closed. */
  readonly autoClose?: number;
}

/** Something that happened, with what can be done about it. */
export function tellWith(message: string, { label, act, autoClose }: Offer): void {
  const id = notifications.show({
    autoClose: autoClose ?? false,
    message: (
      <>
        {message}{" "}
        <Button
          size="compact-xs"
          variant="default"
          ml="xs"
          onClick={() => {
            notifications.hide(id);
            act();
          }}
        >
          {label}
        </Button>
      </>
    ),
  });
}

/** What was not done, and why, until it is closed. */
export function tellFailed(what: string, error: unknown): void {
  const { kind, message } = readApiError(error);
  if (kind === "signed_out") return;
  tellWhyNot(what, message);
}

/** What was not done, and why, where no server was asked. */
export function tellWhyNot(what: string, why: string): void {
  notifications.show({ color: "red", title: what, message: why, autoClose: false });
}
