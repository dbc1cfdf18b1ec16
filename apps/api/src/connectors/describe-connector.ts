import type { ConnectorInfo } from "@riposte/db";

/** No secret is ever part of an answer. */
export function describeConnector({
  id,
  name,
  type,
  settings,
  runnerGroup,
  createdAt,
  updatedAt,
}: ConnectorInfo) {
  return {
    id,
    name,
    type,
    settings: JSON.parse(settings) as Readonly<Record<string, unknown>>,
    runnerGroup,
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
  };
}
