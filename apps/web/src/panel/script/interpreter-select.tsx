import { Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { trpc } from "../../api/trpc.ts";
import { interpreterOptions, whoHas } from "./interpreter-options.ts";

interface InterpreterSelectProps {
  /** The version; "": the runner's own. */
  readonly python: string;
  readonly isReadOnly: boolean;
  readonly onChange: (python: string) => void;
}

/** Which Python runs a script, of those that runners have. */
export function InterpreterSelect({ python, isReadOnly, onChange }: InterpreterSelectProps) {
  const { data } = useQuery(trpc.runners.list.queryOptions(undefined, { staleTime: 30_000 }));
  const { text, isMissing } = whoHas(python, data ?? []);
  return (
    <Select
      size="xs"
      readOnly={isReadOnly}
      label="Interpreter"
      data={interpreterOptions(python, data ?? [])}
      value={python}
      allowDeselect={false}
      description={isMissing ? undefined : text}
      error={isMissing ? text : undefined}
      onChange={(value) => onChange(value ?? "")}
    />
  );
}
