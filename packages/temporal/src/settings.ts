import { z } from "zod";
import type { TemporalSettings } from "./connect.ts";

/** The variables that say where Temporal is: part of what every process of ours that talks to it reads. */
export const temporalVariables = {
  TEMPORAL_ADDRESS: z.string().min(1).default("127.0.0.1:7233"),
  TEMPORAL_NAMESPACE: z.string().min(1).default("default"),
  TEMPORAL_TLS: z.enum(["true", "false"]).default("false"),
  TEMPORAL_API_KEY: z.string().optional(),
};

export function temporalSettings(env: z.infer<z.ZodObject<typeof temporalVariables>>): TemporalSettings {
  return {
    address: env.TEMPORAL_ADDRESS,
    namespace: env.TEMPORAL_NAMESPACE,
    tls: env.TEMPORAL_TLS === "true",
    apiKey: env.TEMPORAL_API_KEY ?? null,
  };
}
