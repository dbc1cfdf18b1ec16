import { Anchor } from "@mantine/core";
import { Fragment } from "react";
import { splitAtLinks } from "./split-at-links.ts";

/** A mail's text with its addresses as links: those of this Riposte open here, others elsewhere, and know nothing of it. */
export function MailText({ text }: { readonly text: string }) {
  return splitAtLinks(text).map((part, at) => {
    const isHere = typeof part !== "string" && new URL(part.href).origin === location.origin;
    return (
      // oxlint-disable-next-line react/no-array-index-key -- the parts of one text
      <Fragment key={at}>
        {typeof part === "string" ? (
          part
        ) : (
          <Anchor
            href={part.href}
            inherit
            underline="always"
            {...(isHere ? {} : { target: "_blank", rel: "noopener noreferrer" })}
          >
            {part.href}
          </Anchor>
        )}
      </Fragment>
    );
  });
}
