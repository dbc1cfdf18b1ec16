import { NativeSelect } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { trpc } from "../../api/trpc.ts";
import { useDraft } from "../../canvas/draft-store.ts";
import { stateOfRun } from "../../run/state-of-run.ts";
import { STATES } from "../../shell/states.ts";
import { exactTime } from "../../shell/time-words.ts";
import { chooseRun, useChosenRun } from "../chosen-run.ts";
import classes from "./data-tree.module.css";

const NEWEST = 30;
const LAST = "";

/** Whose data the tree, the previews and the suggestions show. */
export function RunChoice() {
  const playbook = useDraft((draft) => draft.playbook.id);
  const chosen = useChosenRun(playbook);
  const { data } = useQuery(trpc.runs.list.queryOptions({ playbook, limit: NEWEST }));
  const runs = (data?.runs ?? []).map(({ id, state, happening, createdAt, isTest, version, eventLine }) => ({
    value: id,
    label: [
      exactTime(Date.parse(createdAt)),
      isTest ? "draft" : `v${version}`,
      STATES[stateOfRun({ state, steps: happening })].word.toLowerCase(),
      eventLine === "" ? "empty event" : eventLine,
    ].join(" · "),
  }));
  if (runs.length === 0 && chosen === null) return null;
  const isListed = chosen === null || runs.some(({ value }) => value === chosen);
  return (
    <NativeSelect
      className={classes["run"] ?? ""}
      size="xs"
      aria-label="Show the data of"
      value={chosen ?? LAST}
      data={[
        { value: LAST, label: "Last run" },
        ...(isListed ? [] : [{ value: chosen, label: `Run ${chosen}` }]),
        ...runs,
      ]}
      onChange={({ currentTarget }) =>
        chooseRun(playbook, currentTarget.value === LAST ? null : currentTarget.value)
      }
    />
  );
}
