import { NativeSelect } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { trpc } from "../../api/trpc.ts";

interface RunnerGroupFieldProps {
  readonly group: string | null;
  readonly error: string | null;
  readonly onChange: (group: string | null) => void;
}

/** Where the scripts run that use a connector; nothing while there is no group to choose. */
export function RunnerGroupField({ group, error, onChange }: RunnerGroupFieldProps) {
  const { data: groups = [] } = useQuery(trpc.runners.groups.queryOptions());
  const known = group === null || groups.includes(group) ? groups : [group, ...groups];
  if (known.length === 0) return null;
  return (
    <NativeSelect
      label="Runner group"
      description="The scripts that use this connector run at the runners of the group, and its secrets reach no others. Riposte's own actions cannot use it then."
      data={[
        { value: "", label: "None: they run where Riposte does" },
        ...known.map((value) => ({ value, label: value })),
      ]}
      value={group ?? ""}
      error={error}
      onChange={(event) => onChange(event.currentTarget.value === "" ? null : event.currentTarget.value)}
    />
  );
}
