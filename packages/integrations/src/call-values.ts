import { issueInWords, without, wordsOf } from "@riposte/plan";
import { decodeData, encodeData, fromPlain, toPlain } from "@riposte/template";
import type { Data } from "@riposte/template";
import type { z } from "zod";
import { ActionError } from "./action-error.ts";
import type { ActionDefinition } from "./action.ts";
import { JsonText, isJsonValue } from "./json-text.ts";
import { emptyPlaces, valueAt } from "./left-out.ts";
import { schemaOf } from "./schema-of.ts";

/**
 * What `run` gets, out of the rendered arguments: what is empty and may be left out is. @throws ActionError `bad_arguments` with the
 * field.
 */
export function readArguments<A extends z.ZodObject>(
  action: Pick<ActionDefinition<A>, "name" | "arguments">,
  data: Data,
): z.output<A> {
  if (!(data instanceof Map)) {
    throw new ActionError("bad_arguments", `The arguments of ${action.name} are not an object.`);
  }
  const plain: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  for (const [name, value] of data) {
    const field = Object.hasOwn(action.arguments.shape, name) ? action.arguments.shape[name] : undefined;
    const keepsText = field !== undefined && isJsonValue(field as z.ZodType);
    plain[name] = keepsText ? new JsonText(encodeData(value)) : toPlain(value);
  }
  const whole = action.arguments.safeParse({ ...plain });
  if (whole.success) return whole.data;
  const empty = emptyPlaces(plain, whole.error.issues);
  const checked = empty.length === 0 ? whole : action.arguments.safeParse(without(plain, empty));
  if (checked.success) return checked.data;

  const issue = checked.error.issues[0];
  const unknownName = issue?.code === "unrecognized_keys" ? issue.keys[0] : undefined;
  const path = [...(issue?.path ?? []), ...(unknownName === undefined ? [] : [unknownName])];
  const field = ["arguments", ...path].join(".");
  const label = path
    .map((key) => (typeof key === "number" ? String(key + 1) : wordsOf(String(key))))
    .join(", ");
  const wrong =
    issue === undefined
      ? "is not as it must be"
      : unknownName === undefined
        ? isEmpty(valueAt(plain, path))
          ? "is empty"
          : (mustAt(action, path) ?? issueInWords(issue))
        : `is no argument of ${action.name}`;
  throw new ActionError("bad_arguments", `"${label}" ${wrong}.`, { field });
}

/** What the schema says of this place that it must be, as in the panel and at publishing. */
function mustAt(action: Pick<ActionDefinition, "arguments">, path: readonly PropertyKey[]): string | null {
  const place = path.flatMap((key) => (typeof key === "number" ? ["items"] : ["properties", key]));
  const must = valueAt(schemaOf(action.arguments, "input"), [...place, "x-must"]);
  return typeof must === "string" ? `must ${must}` : null;
}

/** That is what there is to say of it, whatever it must be. */
function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === "";
}

/** What templates see of what `run` returned: only what the action declares. @throws Error when it declares otherwise. */
export function readResult(action: Pick<ActionDefinition, "key" | "result">, returned: unknown): Data {
  const checked = action.result.safeParse(returned);
  if (checked.success) return toData(checked.data);
  const issue = checked.error.issues[0];
  throw new Error(
    `${action.key} declares another result than it gave: ${issue?.path.join(".")}: ${issue?.message}`,
  );
}

function toData(value: unknown): Data {
  if (value instanceof JsonText) return decodeData(value.text);
  if (Array.isArray(value)) return value.map(toData);
  if (typeof value !== "object" || value === null) return fromPlain(value);
  const fields = Object.entries(value).filter(([, field]) => field !== undefined);
  return new Map(fields.map(([name, field]) => [name, toData(field)]));
}
