import { Client, Connection } from "@temporalio/client";
import type { DataConverter } from "@temporalio/common";

export interface TemporalSettings {
  readonly address: string;
  readonly namespace: string;
  readonly tls: boolean;
  readonly apiKey: string | null;
}

/** The options that `Connection` and `NativeConnection` share. */
export function connectionOptions({ address, namespace, tls, apiKey }: TemporalSettings) {
  if (apiKey === null) return { address, tls };
  return { address, tls: true, apiKey, metadata: { "temporal-namespace": namespace } };
}

/** For whoever has no worker beside it. Nothing is dialled before the first call; `client.connection.close()` ends it. */
export function connectClient(settings: TemporalSettings, dataConverter: DataConverter): Client {
  // What stands between us and the internet is not between us and Temporal.
  const channelArgs = { "grpc.enable_http_proxy": 0 };
  const connection = Connection.lazy({ ...connectionOptions(settings), channelArgs });
  return new Client({ connection, namespace: settings.namespace, dataConverter });
}
