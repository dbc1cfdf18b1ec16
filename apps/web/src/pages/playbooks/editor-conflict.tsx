import { Button, Radio } from "@mantine/core";
import type { Operation } from "@riposte/draft";
import { useState } from "react";
import { quoted } from "../../canvas/change-words.ts";
import { useDraft } from "../../canvas/draft-store.ts";
import type { Choice, Conflict } from "../../canvas/draft-store.ts";
import { titleOf } from "../../canvas/node-fields.ts";
import { actorWords } from "../../run/actor-words.ts";
import { useMe } from "../../shell/me.ts";
import classes from "./editor-conflict.module.css";

/** Two changed the same: both values, to choose from. Nothing is saved before. */
export function EditorConflict() {
  const conflicts = useDraft((draft) => draft.conflicts);
  if (conflicts.length === 0) return null;
  return <Choices key={conflicts.map(keyOf).join("\n")} conflicts={conflicts} />;
}

function Choices({ conflicts }: { readonly conflicts: readonly Conflict[] }) {
  const resolve = useDraft((draft) => draft.resolve);
  const nodes = useDraft(({ graph }) => graph.nodes);
  const [choices, setChoices] = useState<readonly (Choice | null)[]>(conflicts.map(() => null));
  const complete = choices.every((choice) => choice !== null);
  const all = (choice: Choice) => setChoices(conflicts.map(() => choice));
  const me = useMe();
  const whose = (by: string) =>
    actorWords(by) === actorWords(nameOfMe(me)) ? "You, elsewhere" : actorWords(by);
  const nameOf = (id: string) => {
    const node = nodes.find((node) => node.id === id);
    return node === undefined ? id : titleOf(node);
  };
  return (
    <section className={classes["conflict"]} aria-label="Conflict" role="alert">
      <h2 className={classes["title"]}>
        Somebody else changed the same. Choose what counts; until then nothing of yours is saved.
      </h2>
      <div className={classes["list"]}>
        {conflicts.map((conflict, at) => (
          <Radio.Group
            key={keyOf(conflict)}
            label={
              conflict.field === null ? nameOf(conflict.node) : `${nameOf(conflict.node)}, ${conflict.field}`
            }
            value={choices[at] ?? ""}
            onChange={(value) => setChoices(choices.with(at, value as Choice))}
          >
            <div className={classes["sides"]}>
              <Radio value="mine" label={`Yours: ${wanted(conflict.mine)}`} />
              <Radio value="theirs" label={`${whose(conflict.by)}: ${wanted(conflict.theirs)}`} />
            </div>
          </Radio.Group>
        ))}
      </div>
      <div className={classes["buttons"]}>
        <Button size="xs" variant="default" onClick={() => all("mine")}>
          Yours everywhere
        </Button>
        <Button size="xs" variant="default" onClick={() => all("theirs")}>
          Theirs everywhere
        </Button>
        <Button
          size="xs"
          disabled={!complete}
          onClick={() => resolve(choices.map((choice) => choice ?? "mine"))}
        >
          Keep what is chosen
        </Button>
      </div>
    </section>
  );
}

/** As batches are signed. */
function nameOfMe(me: ReturnType<typeof useMe>): string {
  if (me === null) return "";
  return me.kind === "token" ? `token:${me.name}` : `user:${me.email ?? me.name}`;
}

function keyOf({ node, field }: Conflict): string {
  return `${node} ${field ?? ""}`;
}

/** What one of the two did. */
function wanted(operation: Operation): string {
  switch (operation.op) {
    case "set":
      return operation.value === undefined ? "took it away" : quoted(operation.value);
    case "remove_node":
      return "deleted the step";
    case "add_node":
      return "added the step";
    case "move":
      return "moved it";
    case "add_edge":
      return "connected it";
    case "remove_edge":
      return "disconnected it";
  }
}
