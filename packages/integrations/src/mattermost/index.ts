import type { Vendor } from "../vendor.ts";
import { mattermostConnector } from "./connector.ts";
import { postMessage } from "./post-message.ts";

export const mattermost = {
  key: "mattermost",
  name: "Mattermost",
  connectors: [mattermostConnector],
  actions: [postMessage],
  triggers: [],
} satisfies Vendor;
