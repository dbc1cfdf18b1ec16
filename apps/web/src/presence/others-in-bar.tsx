import { useDraft } from "../canvas/draft-store.ts";
import { nodeOf } from "../canvas/graph-questions.ts";
import { titleOf } from "../canvas/node-fields.ts";
import { whereWords } from "./person-look.ts";
import { PersonMark } from "./person-mark.tsx";
import classes from "./presence.module.css";

const MOST = 6;

/** Who else has the playbook open, and where they are in it. */
export function OthersInBar() {
  const others = useDraft((draft) => draft.others);
  const graph = useDraft((draft) => draft.graph);
  if (others.length === 0) return null;
  const title = (id: string) => {
    const node = nodeOf(graph, id);
    return node === undefined ? null : titleOf(node);
  };
  const hidden = others.slice(MOST).map((present) => whereWords(present, title));
  return (
    <ul className={classes["others"]} aria-label="Also here">
      {others.slice(0, MOST).map((present) => (
        <li key={present.page}>
          <PersonMark present={present} words={whereWords(present, title)} />
        </li>
      ))}
      {hidden.length > 0 && (
        <li className={classes["more"]} title={hidden.join("\n")}>
          +{hidden.length}
        </li>
      )}
    </ul>
  );
}
