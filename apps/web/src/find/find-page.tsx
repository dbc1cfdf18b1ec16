import { ActionIcon, Button, Checkbox, TextInput } from "@mantine/core";
import { IconArrowDown, IconArrowUp, IconSearch } from "@tabler/icons-react";
import { useDeferredValue, useEffect, useMemo, useRef, useState } from "react";
import { useDraft, useDraftStore } from "../canvas/draft-store.ts";
import { isAskedSide } from "../canvas/focus.ts";
import { counted } from "../canvas/plain-line.ts";
import { openScript } from "../panel/script/script-window-state.ts";
import { wantField } from "../panel/focus-field.ts";
import { fieldText } from "../panel/panel-context.ts";
import { useMay } from "../shell/me.ts";
import classes from "./find-page.module.css";
import { FindHits } from "./find-hits.tsx";
import type { Hit } from "./find-text.ts";
import { findText } from "./find-text.ts";
import { useSought } from "./sought.ts";
import { replaceText } from "./replace-text.ts";
import { useScripts } from "./use-scripts.ts";

interface FindPageProps {
  /** Into the middle of the view, at a size that can be read. */
  readonly reveal: (step: string) => void;
  /** Back to the canvas. */
  readonly onLeave: () => void;
  readonly say: (message: string) => void;
}

/** Finds and replaces in names, templates and scripts; each hit leads to its step, and to its field. */
export function FindPage({ reveal, onLeave, say }: FindPageProps) {
  const draft = useDraftStore();
  const graph = useDraft((state) => state.graph);
  const mayWrite = useDraft(({ playbook }) => playbook.mayWrite);
  const mayScript = useMay("actions.write");
  const { text, matchCase, replacement } = useSought();
  const sought = useDeferredValue(text);
  const query = useMemo(() => ({ text: sought, matchCase }), [sought, matchCase]);
  const hits = useMemo(() => findText(graph, query), [graph, query]);
  const scripts = useScripts(graph, query);
  const [at, setAt] = useState<number | null>(null);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (isAskedSide("find")) field.current?.focus();
  }, []);
  const now = at === null ? null : Math.min(at, hits.length - 1);

  const go = (to: number) => {
    const next = (to + hits.length) % hits.length;
    const hit = hits[next];
    if (hit === undefined) return;
    setAt(next);
    draft.getState().select([hit.node]);
    reveal(hit.node);
  };
  const replace = (chosen: readonly Hit[]) => {
    const { operations, refused } = replaceText(draft.getState().graph, chosen, replacement);
    for (const reason of refused) say(reason);
    const places = counted(chosen.length, "place");
    draft.getState().change(`Replace ${places}`.slice(0, 200), operations);
  };
  const current = now === null ? undefined : hits[now];

  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- Escape leaves it from any of its fields
    <search
      className={classes["page"]}
      aria-label="Find and replace"
      onKeyDown={({ key }) => {
        if (key === "Escape") onLeave();
      }}
    >
      <TextInput
        ref={field}
        size="xs"
        aria-label="Find"
        placeholder="Names, templates, scripts"
        data-first
        onFocus={({ currentTarget }) => currentTarget.select()}
        leftSection={<IconSearch size={14} aria-hidden />}
        value={text}
        onChange={({ currentTarget }) => {
          useSought.setState({ text: currentTarget.value });
          setAt(null);
        }}
        onKeyDown={(event) => {
          if (event.key !== "Enter") return;
          event.preventDefault();
          const start = event.shiftKey ? hits.length : -1;
          go((now ?? start) + (event.shiftKey ? -1 : 1));
        }}
      />
      <div className={classes["line"]}>
        <Checkbox
          size="xs"
          label="Match case"
          checked={matchCase}
          onChange={({ currentTarget }) => useSought.setState({ matchCase: currentTarget.checked })}
        />
        <span className={classes["gap"]} />
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label="Previous"
          disabled={hits.length === 0}
          onClick={() => go((now ?? hits.length) - 1)}
        >
          <IconArrowUp size={16} aria-hidden />
        </ActionIcon>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label="Next"
          disabled={hits.length === 0}
          onClick={() => go((now ?? -1) + 1)}
        >
          <IconArrowDown size={16} aria-hidden />
        </ActionIcon>
      </div>
      {mayWrite && (
        <>
          <TextInput
            size="xs"
            aria-label="Replace with"
            placeholder="Replace with"
            value={replacement}
            onChange={({ currentTarget }) => useSought.setState({ replacement: currentTarget.value })}
          />
          <div className={classes["line"]}>
            <Button
              size="compact-xs"
              variant="default"
              disabled={hits.length === 0}
              onClick={() => (current === undefined ? go(0) : replace([current]))}
            >
              Replace
            </Button>
            <Button
              size="compact-xs"
              variant="default"
              disabled={hits.length === 0}
              onClick={() => replace(hits)}
            >
              Replace all
            </Button>
          </div>
        </>
      )}
      {mayWrite && mayScript && scripts.count > 0 && (
        <Button
          size="compact-xs"
          variant="default"
          title="Each script is saved as a new version"
          loading={scripts.isSaving}
          onClick={() => void scripts.replaceAll(replacement)}
        >
          Replace {scripts.count} in scripts
        </Button>
      )}
      <output className={classes["count"]}>
        {countWords(sought, { hits, now, scripts: scripts.count })}
      </output>
      <FindHits
        {...{ graph, hits, current }}
        scripts={scripts.hits}
        onHit={(hit) => {
          go(hits.indexOf(hit));
          wantField(hit.node, fieldText(hit.field));
        }}
        onScript={(script) => openScript(`script.${script}`)}
      />
    </search>
  );
}

interface Counted {
  readonly hits: readonly Hit[];
  readonly now: number | null;
  readonly scripts: number;
}

function countWords(sought: string, { hits, now, scripts }: Counted): string {
  if (sought === "") return "";
  const steps = new Set(hits.map(({ node }) => node)).size;
  const inScripts = scripts === 0 ? "" : `, ${scripts} in scripts`;
  if (hits.length === 0) return scripts === 0 ? "Nothing found" : `${scripts} in scripts`;
  if (now !== null) return `${now + 1} of ${hits.length}${inScripts}`;
  return `${hits.length} in ${counted(steps, "step")}${inScripts}`;
}
