import { Table } from "@mantine/core";
import { LimitForm } from "../../limits/limit-form.tsx";
import { useMay } from "../../shell/me.ts";
import { UsedBy } from "../connectors/used-by.tsx";
import type { ActionItemData } from "./action-row.tsx";
import classes from "./actions-page.module.css";
import { argumentsOf } from "./argument-list.ts";
import { useUses } from "./use-uses.ts";

/** What it takes, how often it may be called, and who uses it. */
export function ActionAbout({ action }: { readonly action: ActionItemData }) {
  const args = argumentsOf(action.arguments);
  const mayWrite = useMay("actions.write");
  const { usedBy } = useUses();
  return (
    <section aria-label={action.name}>
      <p className={classes["facts"]}>
        <code>{action.key}</code> · version {action.version} · stops after {action.timeoutMs / 1_000} s ·{" "}
        {action.idempotent ? "doing it twice is as doing it once" : "each call counts"}
        {action.connector !== null &&
          ` · ${action.connectorRequired ? "needs" : "can use"} a connector of the type ${action.connector}`}
        {action.target !== undefined && ` · targets the ${action.target.kind} in ${action.target.argument}`}
      </p>
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
      <h2 className={classes["heading"]}>Limit</h2>
      <LimitForm kind="action" target={action.key} mayWrite={mayWrite} />
      <h2 className={classes["heading"]}>Used by</h2>
      <UsedBy playbooks={usedBy(action.key)} />
    </section>
  );
}
