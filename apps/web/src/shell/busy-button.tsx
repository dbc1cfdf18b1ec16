import { Button, Loader } from "@mantine/core";
import type { ButtonProps, ElementProps } from "@mantine/core";

interface BusyButtonProps extends ButtonProps, ElementProps<"button", keyof ButtonProps> {
  readonly isBusy: boolean;
}

/** At work it hears no second press, but stays on: switched off it would lose the focus. */
export function BusyButton({ isBusy, leftSection, onClick, ...props }: BusyButtonProps) {
  return (
    <Button
      {...props}
      leftSection={isBusy ? <Loader size={14} color="inherit" /> : leftSection}
      aria-busy={isBusy || undefined}
      onClick={(event) => {
        if (isBusy) event.preventDefault();
        else onClick?.(event);
      }}
    />
  );
}
