import { UnstyledButton } from "@mantine/core";
import { useMemo } from "react";
import type { DraftGraph } from "@riposte/draft";
import { nodeOf } from "../canvas/graph-questions.ts";
import { titlesApart } from "../canvas/names-of-twins.ts";
import { useCatalogue } from "../canvas/use-catalogue.ts";
import { fieldTitle } from "../panel/field-title.ts";
import { fieldText } from "../panel/panel-context.ts";
import classes from "./find-page.module.css";
import type { Hit } from "./find-text.ts";
import type { ScriptHit } from "./use-scripts.ts";

interface FindHitsProps {
  readonly graph: DraftGraph;
  readonly hits: readonly Hit[];
  readonly current: Hit | undefined;
  readonly scripts: readonly ScriptHit[];
  readonly onHit: (hit: Hit) => void;
  readonly onScript: (script: string) => void;
}

/** More are counted, and reached one after the other. */
const MOST = 200;
/** Signs before it; behind it there is room for as many as fit. */
const BEFORE = 12;
const BEHIND = 60;

/** Each place with some of what stands around it. */
export function FindHits({ graph, hits, current, scripts, onHit, onScript }: FindHitsProps) {
  const catalogue = useCatalogue();
  const title = useMemo(() => titlesApart(graph.nodes), [graph.nodes]);
  if (hits.length === 0 && scripts.length === 0) return null;
  return (
    <ul className={classes["hits"]} aria-label="Found">
      {hits.slice(0, MOST).map((hit) => {
        const node = nodeOf(graph, hit.node);
        return (
          <li key={`${hit.node} ${fieldText(hit.field)} ${hit.at}`}>
            <UnstyledButton
              className={classes["hit"] ?? ""}
              aria-current={hit === current || undefined}
              onClick={() => onHit(hit)}
            >
              <span className={classes["where"]}>
                {node === undefined ? hit.node : title(node)} ·{" "}
                {hit.field[0] === "label" ? "Title" : fieldTitle(node, fieldText(hit.field), catalogue)}
              </span>
              <Around {...hit} />
            </UnstyledButton>
          </li>
        );
      })}
      {scripts.map(({ script, line, text }) => (
        <li key={`${script} ${line}`}>
          <UnstyledButton className={classes["hit"] ?? ""} onClick={() => onScript(script)}>
            <span className={classes["where"]}>
              Script {script} · line {line}
            </span>
            <code className={classes["text"]}>{text}</code>
          </UnstyledButton>
        </li>
      ))}
    </ul>
  );
}

function Around({ text, at, length }: Pick<Hit, "text" | "at" | "length">) {
  const start = Math.max(0, at - BEFORE);
  return (
    <code className={classes["text"]}>
      {start > 0 && "…"}
      {text.slice(start, at)}
      <mark>{text.slice(at, at + length)}</mark>
      {text.slice(at + length, at + length + BEHIND)}
    </code>
  );
}
