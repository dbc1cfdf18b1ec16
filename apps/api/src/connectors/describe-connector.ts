import type { ConnectorInfo } from "@riposte/db";

/** No secret is ever part of an answer. */
export function describeConnector({ id, name, type, settings, createdAt, updatedAt }: ConnectorInfo) {
  return {
    id,
    name,
    type,
    settings: JSON.parse(settings) as Readonly<Record<string, unknown>>,
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
  };
}
