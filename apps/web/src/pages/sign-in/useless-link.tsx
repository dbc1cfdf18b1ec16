import { Anchor, Stack, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { Outside } from "./outside.tsx";
import { Refusal } from "./refusal.tsx";

/** A link that was used, revoked, is too old or was cut off, and the way on. */
export function UselessLink({ message, children }: { message: string; children?: ReactNode }) {
  return (
    <Outside title="This link does not work">
      <Stack gap="md">
        <Refusal message={message} />
        {children !== undefined && <Text size="sm">{children}</Text>}
        <Anchor component={Link} to="/sign-in" size="sm">
          To the sign-in page
        </Anchor>
      </Stack>
    </Outside>
  );
}
