import { Anchor } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import classes from "./connectors-page.module.css";

export interface UsingPlaybook {
  readonly id: string;
  readonly name: string;
  readonly version: number | null;
  readonly draft: boolean;
  readonly steps: readonly { readonly id: string; readonly name: string }[];
}

/** The playbooks that use something, with their steps, and whether that runs or is only drawn. */
export function UsedBy({ playbooks }: { playbooks: readonly UsingPlaybook[] }) {
  if (playbooks.length === 0) return <span className={classes["quiet"]}>Nobody</span>;
  return (
    <ul className={classes["uses"]}>
      {playbooks.map(({ id, name, version, draft, steps }) => (
        <li key={id}>
          <Anchor
            underline="always"

            renderRoot={(props) => <Link to="/playbooks/$playbook" params={{ playbook: id }} {...props} />}
          >
            {name}
          </Anchor>{" "}
          <span className={classes["quiet"]}>
            {steps.map((step) => step.name).join(", ")} · {placeWords(version, draft)}
          </span>
        </li>
      ))}
    </ul>
  );
}

function placeWords(version: number | null, draft: boolean): string {
  if (version === null) return "draft only";
  return draft ? `v${version}` : `v${version}, not in the draft`;
}
