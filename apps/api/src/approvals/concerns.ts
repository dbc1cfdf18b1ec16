import { ActionError, actions, readArguments } from "@riposte/integrations";
import { decodeData } from "@riposte/template";

/** What a call would touch: `alert:AL-1`, `mail:jane@example.com`. Nothing where that cannot be told. */
export function concerns(action: string, json: string | null): readonly string[] {
  const definition = actions.get(action);
  if (definition === undefined || json === null) return [];
  try {
    return definition.target(readArguments(definition, decodeData(json)));
  } catch {
    return [];
  }
}

/** What a call will say against its arguments; null where nothing is known against them. */
export function refusal(action: string, json: string | null): string | null {
  const definition = actions.get(action);
  if (definition === undefined || json === null) return null;
  try {
    readArguments(definition, decodeData(json));
    return null;
  } catch (error) {
    if (error instanceof ActionError) return error.message;
    throw error;
  }
}
