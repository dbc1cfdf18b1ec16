import { connectionOptions } from "@riposte/temporal";
import type { TemporalSettings } from "@riposte/temporal";
import { Connection } from "@temporalio/client";

/** Looks its namespace up, which a server that merely holds its port open cannot. */
export async function askTemporal(at: TemporalSettings, withinMs: number): Promise<void> {
  // The workers dial it without a proxy too.
  const channelArgs = { "grpc.enable_http_proxy": 0 };
  const connection = Connection.lazy({ ...connectionOptions(at), channelArgs });
  try {
    const { namespace } = at;
    await connection.withDeadline(Date.now() + withinMs, () =>
      connection.workflowService.describeNamespace({ namespace }),
    );
  } finally {
    await connection.close();
  }
}
