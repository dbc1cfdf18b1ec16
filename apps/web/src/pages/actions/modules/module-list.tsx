import { ActionIcon, Text, Tooltip } from "@mantine/core";
import { IconTrash } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import type { inferOutput } from "@trpc/tanstack-react-query";
import { useState } from "react";
import { trpc } from "../../../api/trpc.ts";
import { StepIcon } from "../../../canvas/step-icon.tsx";
import { useMay } from "../../../shell/me.ts";
import classes from "../actions-page.module.css";
import { AddModule } from "./add-module.tsx";
import { RemoveModule } from "./remove-module.tsx";

export type ModuleData = inferOutput<typeof trpc.modules.list>[number];

/** The modules in the public Sekoia format: which there are, what uses them; adds and removes them. */
export function ModuleList({ logos }: { readonly logos: ReadonlyMap<string, string | null> }) {
  const { data } = useQuery(trpc.modules.list.queryOptions());
  const mayWrite = useMay("actions.write");
  const [removing, setRemoving] = useState<ModuleData | null>(null);
  if (data === undefined) return null;
  return (
    <>
      {data.length === 0 && (
        <p className={classes["facts"]}>
          Modules in the public Sekoia format bring many actions at once. Nothing of one is run when it is
          added.
        </p>
      )}
      {data.length > 0 && (
        <ul className={classes["rows"]}>
          {data.map((module) => (
            <li key={module.id} className={classes["action"]}>
              <StepIcon kind="script" logo={logos.get(module.name) ?? undefined} />
              <Text fw={600} inherit className={classes["name"] ?? ""}>
                {module.title}
              </Text>
              <span className={classes["description"]}>{factsOf(module)}</span>
              <span className={classes["effect"]}>Version {module.version}</span>
              <span className={classes["users"]}>
                {module.usedBy.length === 0 ? "Not used" : `Used by ${module.usedBy.length}`}
              </span>
              <span className={classes["tool"]}>
                {mayWrite && (
                  <Tooltip label={`Remove ${module.title}`} openDelay={400}>
                    <ActionIcon
                      variant="subtle"
                      color="gray"
                      aria-label={`Remove ${module.title}`}
                      onClick={() => setRemoving(module)}
                    >
                      <IconTrash size={16} aria-hidden />
                    </ActionIcon>
                  </Tooltip>
                )}
              </span>
            </li>
          ))}
        </ul>
      )}
      {mayWrite && <AddModule />}
      {removing !== null && <RemoveModule module={removing} onClose={() => setRemoving(null)} />}
    </>
  );
}

function factsOf({ actions, triggers, connectors, release, python }: ModuleData): string {
  const isOld = triggers.some(({ key }) => key === null);
  return [
    count(actions.length, "action"),
    ...(triggers.length === 0
      ? []
      : [`${count(triggers.length, "trigger")}${isOld ? ", once it is added again" : ""}`]),
    ...(connectors.length === 0 ? [] : [`${count(connectors.length, "log collector")}, not run here`]),
    ...(release === "" ? [] : [`release ${release}`]),
    ...(python === null ? [] : [`Python ${python}`]),
  ].join(" · ");
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
