import { randomBytes } from "node:crypto";
import { Hono } from "hono";
import { BodyBrokenOff } from "../body-broken-off.ts";
import { isDatabaseAway } from "../database-away.ts";
import type { Services } from "../services.ts";
import { AcceptanceUnknown } from "./accept-surely.ts";
import { jsonAnswer, toResponse } from "./hook-answer.ts";
import type { HookAnswer } from "./hook-answer.ts";
import { receiveHook } from "./receive-hook.ts";
import { countingRejections } from "./rejection-counter.ts";

const COME_BACK_SECONDS = 5;
/** Ids that nobody gave out are counted under this one key, however many are tried. */
const UNKNOWN = "unknown";

/** `POST /hooks/<id>`: the way in for everybody who has the trigger's secret. */
export function hookRoutes(services: Services): Hono {
  const count = countingRejections(services);
  const routes = new Hono();
  routes.post("/:id", async (c) => {
    const id = c.req.param("id");
    const mayBeAccepted = () => services.openRequests.mayHold(id, c.req.raw.headers);
    try {
      const answer = await receiveHook(services, id, c.req.raw);
      if (!("reason" in answer)) return toResponse(answer);
      const { status, reason, message } = answer;
      await count(status === 404 ? UNKNOWN : id, reason);
      if (status === 503 && mayBeAccepted()) return toResponse(acceptanceUnknown());
      const answered = jsonAnswer(status, { reason, message });
      return toResponse(status === 503 ? { ...answered, retryAfterSeconds: COME_BACK_SECONDS } : answered);
    } catch (error) {
      return toResponse(explain(services, error, mayBeAccepted()));
    }
  });
  routes.all("/:id", () => {
    const answer = jsonAnswer(405, { reason: "not_post", message: "A webhook takes POST." });
    const response = toResponse(answer);
    response.headers.set("allow", "POST");
    return response;
  });
  return routes;
}

function explain({ log }: Services, error: unknown, mayBeAccepted: boolean): HookAnswer {
  if (error instanceof BodyBrokenOff) {
    log.debug({ err: error }, "a sender hung up");
    return jsonAnswer(400, { reason: "broken_off", message: error.message });
  }
  if (error instanceof AcceptanceUnknown) {
    log.warn({ err: error.cause }, "whether a webhook was accepted is not known: the database does not say");
    return acceptanceUnknown();
  }
  if (isDatabaseAway(error)) {
    if (mayBeAccepted) return acceptanceUnknown();
    log.warn({ err: error }, "a webhook could not be accepted: the database is away");
    const message =
      "This try was not accepted. Send it again: with one Idempotency-Key for all tries it runs once.";
    return { ...jsonAnswer(503, { reason: "unavailable", message }), retryAfterSeconds: COME_BACK_SECONDS };
  }
  const id = `err_${randomBytes(6).toString("hex")}`;
  log.error({ err: error, id }, "a webhook failed");
  return jsonAnswer(500, {
    reason: "internal",
    message: `Something went wrong inside Riposte. The server's log explains it under ${id}.`,
  });
}

function acceptanceUnknown(): HookAnswer {
  const message =
    "Whether this was accepted is not known. Send it again with the same Idempotency-Key, or the very same request: " +
    "it runs once.";
  return { ...jsonAnswer(504, { reason: "unknown", message }), retryAfterSeconds: COME_BACK_SECONDS };
}
