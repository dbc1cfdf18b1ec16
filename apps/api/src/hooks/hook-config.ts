import { webhookConfig } from "@riposte/integrations";
import type { WebhookConfig } from "@riposte/integrations";

/** A webhook trigger's settings as published, with the defaults filled in. */
export type HookConfig = WebhookConfig;

export function readHookConfig(text: string): HookConfig {
  return webhookConfig.parse(JSON.parse(text));
}
