import type { ScriptDraft } from "./script-draft.ts";
import { fileOf } from "./script-parts.ts";
import type { NamedTexts } from "./text-changes.ts";

/** All that somebody can change in an action's editor, as texts: its settings, and of each script these and its source. */
export function textsOfDraft({ base: _, scripts, ...settings }: ScriptDraft): NamedTexts {
  return new Map([
    ["The action", jsonOf(settings)],
    ...scripts.flatMap((part) => {
      const { source, name: own, ...how } = part;
      const file = fileOf(part, settings.name);
      return [
        [`${file}, how it is called`, jsonOf({ ...how, name: own })],
        [file, source],
      ] as const;
    }),
  ]);
}

function jsonOf(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
