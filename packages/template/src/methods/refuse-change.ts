import { Fault } from "../error.ts";

/** The run's data is shared by all its templates; a template may only change what it made itself. */
export function refuseChange(type: "list" | "dict"): never {
  const copy = type === "list" ? "{% set mine = data | list %}" : "{% set mine = dict(data) %}";
  throw new Fault("security", `A template cannot change the run's data; change a copy of it: ${copy}`);
}
