import type { Vendor } from "../vendor.ts";
import { call } from "./call.ts";
import { commentAlert } from "./comment-alert.ts";
import { getAlert } from "./get-alert.ts";
import { httpRequest } from "./http-request.ts";
import { manual } from "./manual.ts";
import { runFailed } from "./run-failed.ts";
import { searchAlerts } from "./search-alerts.ts";
import { sendEmail } from "./send-email.ts";
import { sendWebhook } from "./send-webhook.ts";
import { updateAlertStatus } from "./update-alert-status.ts";
import { webhookConnector } from "./webhook-connector.ts";
import { webhook } from "./webhook.ts";

export const riposte = {
  key: "riposte",
  name: "Riposte",
  connectors: [webhookConnector],
  actions: [getAlert, searchAlerts, commentAlert, updateAlertStatus, sendEmail, sendWebhook, httpRequest],
  triggers: [webhook, manual, call, runFailed],
} satisfies Vendor;
