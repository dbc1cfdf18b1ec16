import { DefaultLogger, makeTelemetryFilterString, Runtime } from "@temporalio/worker";
import type { Logger as SdkLogger, LogLevel } from "@temporalio/worker";
import type { Logger } from "pino";
import { describeError } from "../activities/actions/describe-error.ts";

const levels = {
  TRACE: "trace",
  DEBUG: "debug",
  INFO: "info",
  WARN: "warn",
  ERROR: "error",
} as const satisfies Record<LogLevel, string>;

/** Before anything else of the SDK: its log goes through ours, and signals stay with us. */
export function installRuntime(logger: Logger): SdkLogger {
  const sdkLogger = new DefaultLogger("INFO", ({ level, message, meta }) => {
    logger[levels[level]]({ ...meta, error: meta?.["error"] && describeError(meta["error"]) }, message);
  });
  Runtime.install({
    logger: sdkLogger,
    shutdownSignals: [],
    telemetryOptions: {
      logging: { forward: {}, filter: makeTelemetryFilterString({ core: "WARN", other: "ERROR" }) },
    },
  });
  return sdkLogger;
}
