import { Anchor } from "@mantine/core";
import type { AnchorProps } from "@mantine/core";
import { createLink } from "@tanstack/react-router";
import type { ComponentProps } from "react";

/** Underlined, so that within a text it is told from it by more than its colour. */
function UnderlinedAnchor(props: AnchorProps & Omit<ComponentProps<"a">, keyof AnchorProps>) {
  return <Anchor underline="always" {...props} />;
}

/** A link to another page, looking like one. */
export const AnchorLink = createLink(UnderlinedAnchor);
