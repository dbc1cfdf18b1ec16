import { NativeSelect } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { trpc } from "../../api/trpc.ts";
import { textOf } from "../../canvas/node-fields.ts";
import { Field } from "../fields/field.tsx";
import { Fold } from "../fold.tsx";
import { usePanel } from "../panel-context.ts";
import { groupChoices, groupHelp, isManned, placeWords, usualPlace } from "./runs-on.ts";

/** At which runners the script of a step runs; nothing while there is no group to choose. */
export function RunsOnFold() {
  const { node, catalogue, mayWrite, set } = usePanel();
  const runners = useQuery(trpc.runners.list.queryOptions(undefined, { staleTime: 30_000 }));
  const groups = groupChoices(node, catalogue);
  if (groups.length === 0) return null;
  const group = textOf(node, "runnerGroup");
  const label = (name: string) =>
    `Group ${name}${isManned(name, runners.data) ? "" : ": no runner is there"}`;
  const choose = (name: string) =>
    set("Runs on", { field: ["runnerGroup"], value: name === "" ? undefined : name });
  return (
    <Fold
      title="Where it runs"
      summary={`${placeWords(node, catalogue)}.`}
      holds={(field) => field === "runnerGroup"}
    >
      <Field
        field={["runnerGroup"]}
        label="Runs on"
        help={groupHelp(node, catalogue)}
        clear={node["runnerGroup"] === undefined ? null : () => choose("")}
      >
        {(ids) => (
          <NativeSelect
            id={ids.id}
            size="xs"
            data={[
              { value: "", label: usualPlace(node, catalogue) },
              ...groups.map((value) => ({ value, label: label(value) })),
            ]}
            value={group}
            disabled={!mayWrite}
            error={ids.isInvalid}
            aria-describedby={ids.describedBy}
            onChange={({ currentTarget }) => choose(currentTarget.value)}
          />
        )}
      </Field>
    </Fold>
  );
}
