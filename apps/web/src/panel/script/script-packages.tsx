import { EnvironmentBuilds } from "./environment-builds.tsx";
import type { ScriptPart } from "./script-draft.ts";
import classes from "./script-packages.module.css";
import { requiredLines } from "./required-lines.ts";
import type { SavedPackages } from "./required-lines.ts";

interface ScriptPackagesProps {
  readonly part: ScriptPart;
  /** The action's `requirements.txt`. */
  readonly requirements: string;
  readonly saved: SavedPackages | null;
}

/** What a script requires, and, where that is saved, how its building goes where scripts run. */
export function ScriptPackages({ part, requirements, saved }: ScriptPackagesProps) {
  const lines = requiredLines(part.source, requirements);
  if (lines.length === 0) return null;
  const isSaved = saved !== null && saved.lines.join("\n") === lines.join("\n");
  return (
    <section className={classes["packages"]} aria-label="Packages of this script">
      <p className={classes["lines"]}>
        Requires{" "}
        {lines.map((line, at) => (
          <span key={line}>
            {at > 0 && ", "}
            <code>{line.replace(/ --hash=.*/, "")}</code>
          </span>
        ))}
      </p>
      {isSaved ? (
        <EnvironmentBuilds key={`${saved.hash} ${part.python}`} hash={saved.hash} python={part.python} />
      ) : (
        <p className={classes["note"]}>Built when it is saved or tried.</p>
      )}
    </section>
  );
}
