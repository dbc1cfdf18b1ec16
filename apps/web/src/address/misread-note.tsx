import { Button } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { Fragment } from "react";
import { misread } from "./misread.ts";
import type { Understood } from "./misread.ts";
import classes from "./misread-note.module.css";

/** Where the address asks for something that the page does not understand: what is shown does not keep to it. */
export function MisreadNote({ understood }: { readonly understood: Understood }) {
  const search = useSearch({
    strict: false,
    select: (all: object) => all as Readonly<Record<string, string | undefined>>,
  });
  const navigate = useNavigate();
  const names = misread(search, understood);
  if (names.length === 0) return null;
  const leaveOut = () => {
    const without = Object.fromEntries(names.map((name) => [name, ""]));
    void navigate({ to: ".", search: ((now: object) => ({ ...now, ...without })) as never, replace: true });
  };
  return (
    <section className={classes["note"]} aria-label="Not understood" aria-live="polite">
      <IconAlertTriangle size={18} stroke={1.5} aria-hidden className={classes["icon"]} />
      <span className={classes["text"]}>
        The address asks for{" "}
        {names.map((name, at) => (
          <Fragment key={name}>
            {at > 0 && ", "}
            <code>{`${name}=${search[name] ?? ""}`}</code>
          </Fragment>
        ))}
        , which nobody understands here: it is as if it were not asked for.
      </span>
      <Button size="compact-xs" variant="default" onClick={leaveOut}>
        Take it out of the address
      </Button>
    </section>
  );
}
