import { Button, Radio } from "@mantine/core";
import { actorWords } from "@riposte/plan/actor-words";
import { useState } from "react";
import { differing } from "../../canvas/differing.ts";
import type { Differing } from "../../canvas/differing.ts";
import { useDraft } from "../../canvas/draft-store.ts";
import type { Choice, Conflict } from "../../canvas/draft-store.ts";
import { focusCanvas } from "../../canvas/focus.ts";
import { titleOf } from "../../canvas/node-fields.ts";
import { useCatalogue } from "../../canvas/use-catalogue.ts";
import { fieldTitle } from "../../panel/field-title.ts";
import { useMe } from "../../shell/me.ts";
import { wantedWords } from "./conflict-words.ts";
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
  const catalogue = useCatalogue();
  const [choices, setChoices] = useState<readonly (Choice | null)[]>(conflicts.map(() => null));
  const complete = choices.every((choice) => choice !== null);
  const settle = (chosen: readonly Choice[]) => {
    resolve(chosen);
    focusCanvas();
  };
  const all = (choice: Choice) => settle(conflicts.map(() => choice));
  const me = useMe();
  const isMe = (by: string) => actorWords(by) === actorWords(nameOfMe(me));
  const placeOf = ({ node: id, field, step }: Conflict) => {
    const node = nodes.find((node) => node.id === id) ?? step ?? undefined;
    const name = node === undefined ? "A step that is gone" : titleOf(node);
    return field === null ? name : `${name}, ${fieldTitle(node, field, catalogue)}`;
  };
  const isMine = conflicts.every(({ by }) => isMe(by));
  return (
    <section className={classes["conflict"]} aria-label="Conflict" role="alert">
      <h2 className={classes["title"]}>
        {isMine ? "You changed the same elsewhere." : "Somebody else changed the same."} Choose what counts;
        until then nothing of yours is saved.
      </h2>
      <div className={classes["list"]}>
        {conflicts.map((conflict, at) => {
          const [mine, theirs] = differing(
            wantedWords(conflict.mine, conflict.theirs),
            wantedWords(conflict.theirs, conflict.mine),
          );
          const whose = isMe(conflict.by) ? "You, elsewhere" : actorWords(conflict.by);
          return (
            <Radio.Group
              key={keyOf(conflict)}
              label={placeOf(conflict)}
              value={choices[at] ?? ""}
              onChange={(value) => setChoices(choices.with(at, value as Choice))}
            >
              <div className={classes["sides"]}>
                <Radio value="mine" label={<Side whose="Yours" text={mine} />} />
                <Radio value="theirs" label={<Side whose={whose} text={theirs} />} />
              </div>
            </Radio.Group>
          );
        })}
      </div>
      <div className={classes["buttons"]}>
        <Button size="xs" variant="default" onClick={() => all("mine")}>
          Keep all of yours
        </Button>
        <Button size="xs" variant="default" onClick={() => all("theirs")}>
          {isMine ? "Take all from elsewhere" : "Take all of theirs"}
        </Button>
        <Button
          size="xs"
          disabled={!complete}
          onClick={() => settle(choices.map((choice) => choice ?? "mine"))}
        >
          Keep what is chosen
        </Button>
      </div>
    </section>
  );
}

function Side({ whose, text }: { readonly whose: string; readonly text: Differing }) {
  return (
    <>
      {whose}: <span className={classes["text"]}>{text.before}</span>
      {text.other !== "" && <mark className={classes["other"]}>{text.other}</mark>}
      <span className={classes["text"]}>{text.after}</span>
    </>
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
