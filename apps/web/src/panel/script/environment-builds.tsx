import { Loader } from "@mantine/core";
import { IconAlertTriangle, IconCheck } from "@tabler/icons-react";
import classes from "./script-packages.module.css";
import { ScriptLog } from "./script-log.tsx";
import { useEnvironment } from "./use-environment.ts";
import type { EnvironmentAsked, EnvironmentBuild } from "./use-environment.ts";

/** How the building of a script's packages goes, or went, on each runner. */
export function EnvironmentBuilds(asked: EnvironmentAsked) {
  return useEnvironment(asked).map((build) => <Build key={build.runner} build={build} />);
}

const NO_LINES = { kind: "here", show: () => {} } as const;

function Build({ build: { runner, state, log, failure } }: { readonly build: EnvironmentBuild }) {
  return (
    <div>
      <p className={classes["state"]} data-state={state} role={state === "failed" ? "alert" : "status"}>
        {state === "building" && <Loader size={14} aria-hidden />}
        {state === "ready" && <IconCheck size={16} aria-hidden />}
        {state === "failed" && <IconAlertTriangle size={16} aria-hidden />}
        <span>
          {state === "building" && `The packages are built on ${runner}…`}
          {state === "ready" && `The packages are ready on ${runner}.`}
          {state === "failed" && `On ${runner}: ${failure ?? "the packages could not be built."}`}
        </span>
      </p>
      {log !== "" && (
        <details open={state === "building"}>
          <summary>What the building says</summary>
          <ScriptLog text={log} label={`What the building on ${runner} says`} lead={NO_LINES} />
        </details>
      )}
    </div>
  );
}
