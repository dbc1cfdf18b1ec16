import { isTemplate } from "@riposte/template";
import type { Data } from "@riposte/template";
import type { Path } from "../json/members.ts";

/** The same data with each text that holds a template changed; `place` is the way to it. */
export function mapTexts(data: Data, change: (text: string, place: Path) => string, place: Path = []): Data {
  if (typeof data === "string") return isTemplate(data) ? change(data, place) : data;
  if (Array.isArray(data)) return data.map((item, at) => mapTexts(item, change, [...place, at]));
  if (!(data instanceof Map)) return data;
  return new Map([...data].map(([key, item]) => [key, mapTexts(item, change, [...place, key])]));
}
