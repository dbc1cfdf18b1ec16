import type { Data, DataMap } from "@riposte/template";

/** What an action of the public modules is here, where both do the same. */
export interface Counterpart {
  /** The key of an action; `wait` is the step of that kind. */
  readonly action: string;
  /** Its arguments from theirs; absent: they are called the same. */
  readonly argumentsOf?: (given: DataMap) => DataMap;
  /** Arguments that it does not have, with what to do instead. */
  readonly without?: Readonly<Record<string, string>>;
}

const GET_ALERT = "8d189665-5401-4098-8d60-944de9a6199a";
const SEARCH_ALERTS = "050b7bc1-4df8-47bc-84e2-ec265821e18a";
const COMMENT_ALERT = "0d323de3-a864-4afe-a0c3-e7ff45883d7a";
const UPDATE_STATUS = "c4b84449-a26f-4f18-bde4-33efa921f4d4";
const UPDATE_STATUS_BY_NAME = "0d7c41fe-7991-42f7-9a04-702754b9700a";
const REQUEST_URL = "40bcf3c0-aa8b-4111-9b4e-f3caffccb4e5";
const POST_MESSAGE = "e682ce5e-57aa-49b0-aace-9849448b2082";
const SEND_MESSAGE = "cb61842a-e09f-417d-acdf-34c818c61c87";
const WAIT = "41cd724b-bfcc-4fb7-bee7-ef5d02176e4c";

/** By the uuid that playbooks name an action with. */
export const COUNTERPARTS: Readonly<Record<string, Counterpart>> = {
  [GET_ALERT]: { action: "riposte.get_alert" },
  [SEARCH_ALERTS]: {
    action: "riposte.search_alerts",
    without: { visible: "", similar_to: "", is_assigned_to_case: "", with_count: "" },
  },
  [COMMENT_ALERT]: { action: "riposte.comment_alert" },
  [UPDATE_STATUS]: { action: "riposte.update_alert_status" },
  [UPDATE_STATUS_BY_NAME]: {
    action: "riposte.update_alert_status",
    argumentsOf: (given) => renamed(given, "status", "action_uuid"),
  },
  [REQUEST_URL]: {
    action: "riposte.http_request",
    without: {
      params: "Write them at the end of the address, after a question mark.",
      verify_ssl: "Certificates are always verified here.",
      auth_type: "Give the header that signs in by a template, or send through a connector.",
    },
  },
  [POST_MESSAGE]: { action: "mattermost.post_message" },
  [SEND_MESSAGE]: {
    action: "riposte.send_email",
    argumentsOf: mailOf,
    without: { async: "", ip_pool: "", send_at: "Put a Wait before the step." },
  },
  [WAIT]: { action: "wait" },
};

function renamed(given: DataMap, from: string, to: string): DataMap {
  return new Map([...given].map(([key, value]) => [key === from ? to : key, value]));
}

/** A message of theirs holds its recipients as objects. */
function mailOf(given: DataMap): DataMap {
  const message = given.get("message");
  if (!(message instanceof Map)) return given;
  const to = message.get("to");
  const mail = new Map<string, Data>([
    [
      "to",
      Array.isArray(to)
        ? to.map((one) => (one instanceof Map ? (one.get("email") ?? null) : one))
        : (to ?? null),
    ],
    ["subject", message.get("subject") ?? ""],
    ["text", message.get("text") ?? message.get("html") ?? ""],
  ]);
  const html = message.get("html");
  if (html !== undefined) mail.set("html", html);
  const from = message.get("from_email");
  if (from !== undefined) mail.set("from", from);
  for (const [key, value] of given) if (key !== "message") mail.set(key, value);
  return mail;
}
