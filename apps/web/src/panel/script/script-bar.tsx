import { Select, Tabs, VisuallyHidden } from "@mantine/core";
import type { SavedScript, ScriptDraft } from "./script-draft.ts";
import classes from "./script-editor.module.css";
import { fileOf } from "./script-parts.ts";

interface ScriptBarProps {
  readonly draft: ScriptDraft;
  readonly at: number;
  readonly onSelect: (at: number) => void;
  /** As the server has it, with its versions; null: it is new. */
  readonly saved: (SavedScript & { readonly versions: readonly { readonly version: number }[] }) | null;
  /** The version that the text is held against; null: none. */
  readonly compared: number | null;
  readonly onCompare: (version: number | null) => void;
}

/** Above the source: the scripts of the action as tabs, and what the shown one can be compared with. */
export function ScriptBar({ draft, at, onSelect, saved, compared, onCompare }: ScriptBarProps) {
  const { scripts, name } = draft;
  if (scripts.length === 1 && saved === null) return null;
  return (
    <div className={classes["bar"]}>
      {scripts.length > 1 && (
        <Tabs
          value={String(at)}
          onChange={(place) => onSelect(Number(place))}
          className={classes["scripts"] ?? ""}
        >
          <Tabs.List aria-label="Scripts of the action">
            {scripts.map((part, place) => (
              // oxlint-disable-next-line react/no-array-index-key -- two new ones may still have the same name
              <Tabs.Tab key={place} value={String(place)}>
                {fileOf(part, name)}
                {saved !== null && sourceIn(saved, part.name) !== part.source && (
                  <>
                    <span className={classes["unsaved"]} aria-hidden />
                    <VisuallyHidden>, not saved</VisuallyHidden>
                  </>
                )}
              </Tabs.Tab>
            ))}
          </Tabs.List>
        </Tabs>
      )}
      {saved !== null && (
        <Select
          size="xs"
          className={classes["comparing"] ?? ""}
          aria-label="Compare with"
          placeholder="Compare with…"
          clearable
          clearButtonProps={{ "aria-label": "Compare no more" }}
          data={saved.versions.map(({ version }) => ({
            value: String(version),
            label: `Version ${version}`,
          }))}
          value={compared === null ? null : String(compared)}
          onChange={(version) => onCompare(version === null ? null : Number(version))}
        />
      )}
    </div>
  );
}

/** Of one of its scripts by name; "" is the action's own. Absent: it has none of that name. */
function sourceIn({ source, scripts }: SavedScript, name: string): string | undefined {
  return name === "" ? source : scripts.find((script) => script.name === name)?.source;
}
