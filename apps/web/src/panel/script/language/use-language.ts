import { useEffect, useState } from "react";
import { client } from "../../../api/trpc.ts";
import { tellWhyNot } from "../../../shell/tell.tsx";
import { requiredLines } from "../required-lines.ts";
import type { ScriptDraft } from "../script-draft.ts";
import { createLanguageClient } from "./language-client.ts";
import type { LanguageClient, ScriptProblems } from "./language-client.ts";

/** Who writes requirements is not given another pyright at each letter. */
const PAUSE_MS = 1_500;

export interface Language {
  readonly client: LanguageClient;
  readonly problems: readonly ScriptProblems[];
  /** Of each script whether what it requires is known. */
  readonly hasPackages: readonly boolean[];
}

interface Edited {
  readonly draft: ScriptDraft | null;
  readonly mayWrite: boolean;
  /** Of what the shown script requires as it was saved; null: nothing. */
  readonly environment: { readonly hash: string; readonly python: string; readonly at: number } | null;
}

/** Completions and checks for an action's scripts; another one where interpreters or packages have changed. */
export function useLanguage({ draft, mayWrite, environment }: Edited): Language | null {
  const [built, setBuilt] = useState(0);
  const [language, setLanguage] = useState<Language | null>(null);
  const wanted = useSettled(draft === null || !mayWrite ? null : wantedOf(draft, built));

  useEffect(() => {
    if (wanted === null) return undefined;
    const { input } = JSON.parse(wanted) as Wanted;
    const made = createLanguageClient(input, {
      onProblems: (problems) => setLanguage((before) => before && { ...before, problems }),
      onOpened: (hasPackages) => setLanguage({ client: made, problems: [], hasPackages }),
      onRefused: (why) => tellWhyNot("There are no completions and checks just now", why),
    });
    made.open();
    return () => {
      setLanguage(null);
      made.end();
    };
  }, [wanted]);

  // They are being built: once they are there, what was not found is.
  const { hash = "", python = "", at = 0 } = environment ?? {};
  const isWaiting = hash !== "" && language?.hasPackages[at] === false;
  useEffect(() => {
    if (!isWaiting) return undefined;
    let wasAway = false;
    const following = client.environments.follow.subscribe(
      { hash, ...(python === "" ? {} : { python }) },
      {
        onData({ data }) {
          const isReady = data.some(({ state }) => state === "ready");
          if (isReady && wasAway) setBuilt((count) => count + 1);
          wasAway = !isReady;
        },
      },
    );
    return () => following.unsubscribe();
  }, [isWaiting, hash, python]);
  return language;
}

interface Wanted {
  readonly input: Parameters<typeof createLanguageClient>[0];
  readonly built: number;
}

/** As text, so that only what matters makes another one. */
function wantedOf({ scripts, requirements }: ScriptDraft, built: number): string {
  const input = {
    scripts: scripts.map(({ source, python }) => ({
      requirements: requiredLines(source, requirements).join("\n"),
      ...(python === "" ? {} : { python }),
    })),
  };
  return JSON.stringify({ input, built } satisfies Wanted);
}

/** The first at once, a later one when no other has come for a while. */
function useSettled(value: string | null): string | null {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    if (value === settled) return undefined;
    const timer = setTimeout(() => setSettled(value), settled === null ? 0 : PAUSE_MS);
    return () => clearTimeout(timer);
  }, [value, settled]);
  return settled;
}
