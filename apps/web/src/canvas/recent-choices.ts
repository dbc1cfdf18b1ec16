import { useLocalStorage } from "@mantine/hooks";
import { useCallback, useMemo } from "react";
import type { Choice } from "./choices.ts";
import type { ChoiceSection } from "./step-picker.tsx";

const MOST = 5;
const NONE: readonly string[] = [];

/** Keys of the steps that were added last in this browser, the newest first; and what makes one the newest. */
export function useRecentChoices() {
  const [keys, setKeys] = useLocalStorage<readonly string[]>({
    key: "riposte-recent-steps",
    defaultValue: NONE,
    getInitialValueInEffect: false,
  });
  const remember = useCallback(
    (key: string) => setKeys((before) => [key, ...before.filter((one) => one !== key)].slice(0, MOST)),
    [setKeys],
  );
  return { recent: keys, remember };
}

/** What was added last, of what can be added here: for the top of a list. */
export function useRecentSection(choices: readonly Choice[]): readonly ChoiceSection[] {
  const { recent } = useRecentChoices();
  return useMemo(() => {
    const found = recent.flatMap((key) => choices.find((choice) => choice.key === key) ?? []);
    return found.length === 0
      ? []
      : [{ title: "Recent", says: "Added last in this browser", choices: found }];
  }, [choices, recent]);
}
