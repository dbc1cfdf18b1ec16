import { Button, Table } from "@mantine/core";
import { IconCode } from "@tabler/icons-react";
import type { inferOutput } from "@trpc/tanstack-react-query";
import { useState } from "react";
import type { trpc } from "../../api/trpc.ts";
import { openScript } from "../../panel/script/script-window-state.ts";
import { LimitForm } from "../../limits/limit-form.tsx";
import { useMay } from "../../shell/me.ts";
import { UsedBy } from "../connectors/used-by.tsx";
import type { UsingPlaybook } from "../connectors/used-by.tsx";
import classes from "./actions-page.module.css";
import { argumentsOf } from "./argument-list.ts";
import { Effect } from "./effect.tsx";

export type ActionItemData = inferOutput<typeof trpc.catalogue.get>["actions"][number];

interface ActionItemProps {
  readonly action: ActionItemData;
  readonly usedBy: readonly UsingPlaybook[];
}

/** A line, and all about it once it is opened. */
export function ActionItem({ action, usedBy }: ActionItemProps) {
  const [open, setOpen] = useState(false);
  return (
    <details className={classes["action"]} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className={classes["summary"]}>
        <span className={classes["name"]}>{action.name}</span>
        <span className={classes["description"]}>{action.description}</span>
        <Effect effect={action.effect} />
        <span className={classes["users"]}>
          {usedBy.length === 0 ? "Not used" : `Used by ${usedBy.length}`}
        </span>
      </summary>
      {open && <ActionDetails action={action} usedBy={usedBy} />}
    </details>
  );
}

function ActionDetails({ action, usedBy }: ActionItemProps) {
  const args = argumentsOf(action.arguments);
  const mayScript = useMay("actions.write");
  return (
    <div className={classes["details"]}>
      <p className={classes["facts"]}>
        <code>{action.key}</code> · version {action.version} · stops after {action.timeoutMs / 1_000} s ·{" "}
        {action.idempotent ? "doing it twice is as doing it once" : "each call counts"}
        {action.connector !== null &&
          ` · ${action.connectorRequired ? "needs" : "can use"} a connector of the type ${action.connector}`}
      </p>
      {action.kind === "script" && (
        <Button
          variant="default"
          size="xs"
          leftSection={<IconCode size={14} aria-hidden />}
          onClick={() => openScript(action.key)}
        >
          {mayScript ? "Edit the script" : "Read the script"}
        </Button>
      )}
      {args.length === 0 ? (
        <p className={classes["facts"]}>It takes no arguments that are declared.</p>
      ) : (
        <Table verticalSpacing={4} horizontalSpacing="sm" aria-label={`Arguments of ${action.name}`}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Argument</Table.Th>
              <Table.Th>Takes</Table.Th>
              <Table.Th>What it is</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {args.map(({ name, type, required, description }) => (
              <Table.Tr key={name}>
                <Table.Td>
                  <code>{name}</code>
                  {required && " (needed)"}
                </Table.Td>
                <Table.Td>{type}</Table.Td>
                <Table.Td>{description}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
      <h3 className={classes["heading"]}>Limit</h3>
      <LimitForm kind="action" target={action.key} mayWrite={mayScript} />
      <h3 className={classes["heading"]}>Used by</h3>
      <UsedBy playbooks={usedBy} />
    </div>
  );
}
