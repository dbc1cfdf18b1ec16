import { Table, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { trpc } from "../../api/trpc.ts";
import { RelativeTime } from "../../shell/relative-time.tsx";
import classes from "./actions-page.module.css";

const EVERY_MS = 15_000;

/** What runs scripts, and the interpreters that each has. */
export function RunnerList() {
  const { data } = useQuery(trpc.runners.list.queryOptions(undefined, { refetchInterval: EVERY_MS }));
  if (data === undefined) return null;
  return (
    <section className={classes["group"]} aria-labelledby="runners">
      <h2 id="runners" className={classes["kind"]}>
        Where scripts run <span className={classes["count"]}>{data.length}</span>
      </h2>
      {data.every(({ isAlive }) => !isAlive) && (
        <p className={classes["facts"]}>No runner is there: steps with scripts wait until one is.</p>
      )}
      {data.length > 0 && (
        <Table.ScrollContainer minWidth={560}>
          <Table verticalSpacing={4} horizontalSpacing="sm" aria-labelledby="runners">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>Runner</Table.Th>
                <Table.Th>Group</Table.Th>
                <Table.Th>Python</Table.Th>
                <Table.Th>Riposte</Table.Th>
                <Table.Th>Last contact</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {data.map(({ id, name, group, interpreters, release, seenAt, isAlive }) => (
                <Table.Tr key={id}>
                  <Table.Td>{name}</Table.Td>
                  <Table.Td>{group}</Table.Td>
                  <Table.Td>
                    {interpreters.map(({ version, release: exact, path }, at) => (
                      <span key={version} title={path === null ? exact : `${exact}: ${path}`}>
                        {at > 0 && ", "}
                        {version}
                      </span>
                    ))}
                  </Table.Td>
                  <Table.Td>{release}</Table.Td>
                  <Table.Td>
                    <RelativeTime at={seenAt} />
                    {!isAlive && (
                      <Text span c="dimmed">
                        , gone
                      </Text>
                    )}
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
    </section>
  );
}
