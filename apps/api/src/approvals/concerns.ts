import { actions, readArguments } from "@riposte/integrations";
import { decodeData } from "@riposte/template";

/** What a call would touch: `alert:AL-1`, `mail:jane@example.com`. Nothing where that cannot be told. */
export function concerns(action: string, json: string | null): readonly string[] {
  const definition = actions.get(action);
  if (definition === undefined || json === null) return [];
  try {
    return definition.target(readArguments(definition, decodeData(json)));
  } catch {
    // The call itself will say what is wrong with its arguments.
    return [];
  }
}
