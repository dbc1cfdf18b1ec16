import { IconChevronDown, IconChevronRight, IconCircleX, IconPencilExclamation } from "@tabler/icons-react";
import { useDeferredValue, useMemo, useState } from "react";
import type { Catalogue } from "@riposte/plan";
import { LineList } from "../shell/line-list.tsx";
import type { Folds } from "../shell/line-list.tsx";
import { useDraft, useDraftStore } from "./draft-store.ts";
import { focusPanel, workIn } from "./focus.ts";
import { KINDS, kindOf } from "./kinds.ts";
import { titlesApart } from "./names-of-twins.ts";
import { textOf } from "./node-fields.ts";
import type { OutlineLine } from "./outline.ts";
import { outlineOf, unfolded } from "./outline.ts";
import classes from "./outline.module.css";
import { plainLine } from "./plain-line.ts";
import { StepIcon } from "./step-icon.tsx";

interface OutlineProps {
  readonly known: Catalogue;
  /** The step that the keys of the canvas act upon. */
  readonly setActive: (id: string) => void;
  readonly onShowPanel: () => void;
}

const NONE: ReadonlySet<string> = new Set();

/** The playbook to be read, and walked through by keyboard: the canvas's twin. The keys of the canvas work here too. */
export function Outline({ known, setActive, onShowPanel }: OutlineProps) {
  const draft = useDraftStore();
  // Behind by a moment while one draws.
  const graph = useDeferredValue(useDraft((state) => state.graph));
  const problems = useDraft((state) => state.problems);
  const selected = useDraft(({ selection }) => (selection.length === 1 ? (selection[0] ?? "") : ""));
  const [way, setWay] = useState<OutlineLine | null>(null);
  const [folded, setFolded] = useState(NONE);
  const lines = useMemo(() => outlineOf(graph), [graph]);
  const { shown, holding } = useMemo(() => unfolded(lines, folded), [lines, folded]);
  const title = useMemo(() => titlesApart(graph.nodes), [graph.nodes]);
  const wrong = useMemo(
    () =>
      new Set(
        problems.flatMap(({ node, severity }) => (severity === "error" && node !== null ? [node] : [])),
      ),
    [problems],
  );
  const folds = useMemo(
    (): Folds<OutlineLine> => ({
      isOpen: ({ key }) => (holding.has(key) ? !folded.has(key) : null),
      level: ({ level }) => level,
      onFold: ({ key }, isOpen) =>
        setFolded((before) => new Set(isOpen ? [...before].filter((one) => one !== key) : [...before, key])),
    }),
    [holding, folded],
  );
  const choose = (line: OutlineLine) => {
    setWay(line.way === null ? null : line);
    setActive(line.node.id);
    draft.getState().select([line.node.id]);
  };
  if (lines.length === 0) return <p className={classes["none"]}>There is no step yet.</p>;
  return (
    <div className={classes["outline"]} data-outline onFocus={() => workIn("outline")}>
      <LineList
        lines={shown}
        selected={way !== null && way.node.id === selected ? way.key : selected}
        label="Steps of the playbook"
        onSelect={choose}
        onOpen={(line) => {
          choose(line);
          onShowPanel();
          focusPanel(line.node.id);
        }}
        folds={folds}
      >
        {(line) => (
          <LineText
            {...{ line, title, known }}
            isWrong={line.way === null && wrong.has(line.node.id)}
            isOpen={folds.isOpen(line)}
            onFold={(isOpen) => folds.onFold(line, isOpen)}
          />
        )}
      </LineList>
    </div>
  );
}

const INDENT = 10;

interface LineTextProps {
  readonly line: OutlineLine;
  readonly title: (node: OutlineLine["node"]) => string;
  readonly known: Catalogue;
  readonly isWrong: boolean;
  /** Null: it holds nothing. */
  readonly isOpen: boolean | null;
  readonly onFold: (isOpen: boolean) => void;
}

function LineText({ line, title, known, isWrong, isOpen, onFold }: LineTextProps) {
  const { node, way, level, goesTo } = line;
  const kind = kindOf(node, known.actions);
  const on = goesTo.map(title).join(", ");
  const writes = node.kind === "action" && known.actions.get(textOf(node, "action"))?.effect === "write";
  const Chevron = isOpen === true ? IconChevronDown : IconChevronRight;
  return (
    <span className={classes["line"]} style={{ paddingLeft: (level - 1) * INDENT }}>
      {/* oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions -- the tree has the keys */}
      <span
        className={classes["fold"]}
        onClick={(event) => {
          if (isOpen === null) return;
          event.stopPropagation();
          onFold(!isOpen);
        }}
      >
        {isOpen !== null && <Chevron size={14} aria-hidden />}
      </span>
      {way === null ? (
        <>
          <span className={classes["icon"]}>
            <StepIcon kind={kind} node={node.kind} />
          </span>
          <span className={classes["words"]} title={`${title(node)}: ${plainLine(node, known)}`}>
            <span className={classes["title"]}>{title(node)}</span>
            <span className={classes["unseen"]}>, {KINDS[kind].word}. </span>
            <span className={classes["says"]}>{plainLine(node, known)}</span>
          </span>
          {writes && (
            <span className={classes["writes"]}>
              <IconPencilExclamation size={14} aria-label="writes to the outside" />
            </span>
          )}
          {isWrong && (
            <span className={classes["wrong"]}>
              <IconCircleX size={14} aria-label="has errors" />
            </span>
          )}
        </>
      ) : (
        <span className={classes["way"]}>{way.label === "" ? way.id : way.label}</span>
      )}
      {on !== "" && (
        <span className={classes["on"]} title={`Goes on with ${on}`}>
          <span aria-hidden>→ </span>
          <span className={classes["unseen"]}>goes on with </span>
          {on}
        </span>
      )}
    </span>
  );
}
