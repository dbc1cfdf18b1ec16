import { useState } from "react";
import { z } from "zod";
import { ownKey } from "../../../own/own-key.ts";
import type { Given } from "./trial-input.ts";

const kept = z.object({
  input: z.string(),
  inputOf: z.object({ run: z.string(), step: z.string(), scope: z.string() }).nullable(),
  connector: z.string(),
});

const NOTHING: Given = { input: "{}", inputOf: null, connector: "" };

/** What a script is tried with, kept in this browser for the next time. */
export function useGiven(action: string) {
  const key = ownKey(`trial.${action}`);
  const [given, setGiven] = useState<Given>(() => read(key));
  const change = (changes: Partial<Given>) => {
    const next = { ...given, ...changes };
    setGiven(next);
    localStorage.setItem(key, JSON.stringify(next));
  };
  return [given, change] as const;
}

function read(key: string): Given {
  try {
    return kept.safeParse(JSON.parse(localStorage.getItem(key) ?? "null")).data ?? NOTHING;
  } catch {
    return NOTHING;
  }
}
