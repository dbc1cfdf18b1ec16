import { Anchor } from "@mantine/core";
import { createLink } from "@tanstack/react-router";

/** A link to another page, looking like one. */
export const AnchorLink = createLink(Anchor);
