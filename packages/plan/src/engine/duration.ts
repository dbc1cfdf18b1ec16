import type { Data } from "@riposte/template";

/** Milliseconds of a number of seconds, 0 or more, also written as a text; null for anything else. */
export function durationOf(value: Data): number | null {
  const seconds = typeof value === "string" && value.trim() !== "" ? Number(value) : numberOf(value);
  return seconds === null || !(seconds >= 0) ? null : Math.round(seconds * 1_000);
}

function numberOf(value: Data): number | null {
  return typeof value === "bigint" || typeof value === "number" ? Number(value) : null;
}
