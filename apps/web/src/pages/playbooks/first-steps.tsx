import { Anchor, CloseButton } from "@mantine/core";
import { useLocalStorage } from "@mantine/hooks";
import { Link } from "@tanstack/react-router";
import { useMay } from "../../shell/me.ts";
import classes from "./first-steps.module.css";
import type { PlaybookItem } from "./playbook-row.tsx";

/** The playbook that every new installation comes with. */
const EXAMPLE = "Suspicious sign-in";

/** While there is nothing but the example: what it is, and where to go. Closed once, it stays closed. */
export function FirstSteps({ playbooks }: { playbooks: readonly PlaybookItem[] }) {
  const [closed, setClosed] = useLocalStorage({ key: "riposte-first-steps-closed", defaultValue: false });
  const mayWrite = useMay("playbooks.write");
  const [only] = playbooks;
  if (closed || only === undefined || playbooks.length > 1 || only.name !== EXAMPLE) return null;
  return (
    <section className={classes["hint"]} aria-label="First steps">
      <p className={classes["text"]}>
        <strong>{EXAMPLE}</strong> is an example that works: a webhook reports a sign-in, a script judges the
        address, and somebody approves before anything is done.{" "}
        <Anchor
          underline="always"
          renderRoot={(props) => <Link to="/playbooks/$playbook" params={{ playbook: only.id }} {...props} />}
        >
          Open it
        </Anchor>{" "}
        to see how it is drawn
        {mayWrite
          ? ", or make one of your own, empty or from a template, with New playbook."
          : ". Authors and admins make new ones."}
      </p>
      <CloseButton aria-label="Do not show this again" onClick={() => setClosed(true)} />
    </section>
  );
}
