import { actions, ActionError, readArguments } from "@riposte/integrations";
import type { ActionDefinition, HttpPort, SmtpTransport } from "@riposte/integrations";
import type { BlobStore } from "@riposte/blobs";
import type { Database } from "@riposte/db";
import type { ActionJob } from "@riposte/temporal";
import { redactor } from "@riposte/vault";
import type { Vault } from "@riposte/vault";
import { createMail } from "./mail-port.ts";
import { openConnector } from "./open-connector.ts";
import { loadPayload } from "./payloads.ts";
import type { PreparedCall } from "./perform.ts";
import { redactCut } from "./redact-cut.ts";
import { createStore } from "./store-port.ts";

export interface CallPorts {
  readonly db: Database;
  readonly blobs: BlobStore;
  readonly vault: Vault;
  readonly http: HttpPort;
  /** Null while SMTP is not set up. */
  readonly smtp: SmtpTransport | null;
}

/** Arguments, secrets, ports: all that comes before the claim. @throws ActionError */
export async function prepareCall(
  { db, blobs, vault, http, smtp }: CallPorts,
  { workspaceId, runId, step, scope, call }: ActionJob,
): Promise<PreparedCall> {
  const action = findAction(call.action, call.version);
  const args = readArguments(action, await loadPayload(blobs, workspaceId, call.arguments));
  const connector = await openConnector({ db, vault }, { workspaceId, name: call.connector, action });
  const redact = redactor(connector.secrets);
  return {
    action,
    args,
    redact,
    context: {
      store: createStore(db, workspaceId),
      http: redactCut(http, redact),
      mail: createMail(db, workspaceId, smtp),
      connector: connector.values,
      requestKey: [runId, step, ...(scope === "" ? [] : [scope])].join("/"),
      now: Date.now,
    },
  };
}

function findAction(key: string, version: number): ActionDefinition {
  const action = actions.get(key);
  if (action === undefined) {
    throw new ActionError(
      "not_found",
      `This version of Riposte has no action ${key}. Choose another in the step.`,
    );
  }
  if (action.version !== version) {
    throw new ActionError(
      "not_found",
      `The playbook was published for version ${version} of ${key}; this is version ${action.version}. Publish it again.`,
    );
  }
  return action;
}
