import { useSessionStorage } from "@mantine/hooks";
import { useOwnKey } from "./use-own-key.ts";

/** What is typed and not sent: it outlives a reload and an ended session, in this tab. The last one forgets it. */
export function useKept<T>(name: string, initial: T): [T, (value: T) => void, () => void] {
  return useSessionStorage<T>({
    key: useOwnKey(name),
    defaultValue: initial,
    getInitialValueInEffect: false,
  });
}
