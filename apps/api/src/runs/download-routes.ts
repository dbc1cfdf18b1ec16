import { Hono } from "hono";
import type { Context as Asked } from "hono";
import { refusalHeaders } from "../auth/authenticate.ts";
import type { Authenticate } from "../auth/authenticate.ts";
import type { Actor } from "../context.ts";
import { awayWords, isDatabaseAway } from "../database-away.ts";
import { allows } from "../permissions.ts";
import type { Services } from "../services.ts";
import { HTTP_STATUS, UserError } from "../user-error.ts";
import { GONE, requireValue, valueInput } from "./value.ts";
import type { ValueRef } from "./value.ts";

/** `/download/runs/<run>/<part>`: one value as a file, however large; no more of it than a piece lies here at a time. */
export function downloadRoutes(services: Services, authenticate: Authenticate): Hono {
  const routes = new Hono();
  routes.get("/runs/:id/:part", async (c) => {
    try {
      const signIn = await authenticate(c);
      if (!signIn.ok) return c.json({ message: signIn.message }, signIn.status, refusalHeaders(signIn));
      return await download(services, signIn.actor, readInput(c));
    } catch (error) {
      if (error instanceof UserError) return c.json({ message: error.message }, HTTP_STATUS[error.kind]);
      if (!isDatabaseAway(error)) throw error;
      services.log.warn({ err: error }, "a value could not be downloaded: the database is away");
      return c.json({ message: awayWords(error) }, 503);
    }
  });
  return routes;
}

function readInput(c: Asked): ValueRef {
  const { id, part } = c.req.param();
  const { attempt, ...query } = c.req.query();
  const read = valueInput.safeParse({
    id,
    part,
    ...query,
    ...(attempt === undefined ? {} : { attempt: Number(attempt) }),
  });
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw new UserError("bad_request", `${issue?.path.join(".") ?? ""}: ${issue?.message ?? "not valid"}`);
}

async function download(services: Services, actor: Actor, input: ValueRef): Promise<Response> {
  if (!allows(actor.role, "runs.read")) {
    throw new UserError("forbidden", "Your role may not see what runs hold.");
  }
  const payload = await requireValue({ services, actor }, input);
  if (payload.kind === "inline") return file(input, payload.json, Buffer.byteLength(payload.json));
  const opened = await services.blobs.open(actor.workspaceId, payload.hash);
  if (opened === null) throw new UserError("conflict", GONE);
  return file(input, ReadableStream.from<Uint8Array>(opened.chunks), opened.bytes);
}

/** A browser keeps it as a file and shows it nowhere. That nobody on the way keeps it is said of every answer. */
function file(input: ValueRef, body: string | ReadableStream<Uint8Array>, bytes: number): Response {
  const headers = {
    "content-type": "application/json",
    "content-length": String(bytes),
    "content-disposition": `attachment; filename="${fileName(input)}"`,
  };
  return new Response(body, { headers });
}

function fileName({ id, part, step, scope, attempt }: ValueRef): string {
  const names = [id, step, scope, part, attempt === undefined ? "" : String(attempt)];
  return `${names
    .filter((name) => name !== "")
    .join("-")
    .replaceAll(/[^\w.-]+/g, "_")}.json`;
}
