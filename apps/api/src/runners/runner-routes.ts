import { beatRunnerJob, endRunnerJob, findRunnerToken, greetRunner, partRunner } from "@riposte/db";
import type { GroupRunner } from "@riposte/db";
import { Hono } from "hono";
import type { Context } from "hono";
import { bodyLimit } from "hono/body-limit";
import { z } from "zod";
import { createFailureLimiter } from "../auth/failure-limiter.ts";
import { awayWords, isDatabaseAway } from "../database-away.ts";
import type { Services } from "../services.ts";
import { SIGN_IN_LIMITS } from "../trpc-routes.ts";
import { nextJob } from "./next-job.ts";

/** What a script may print and give back, in base64. */
const RESULT_BYTES = 256 * 1_048_576;
const STOP_WAIT_MS = 4_000;
const BEARER = /^Bearer +(ripr_[A-Za-z0-9_-]{43})$/i;

const id = z.string().regex(/^[A-Za-z0-9_-]{10,100}$/);
const version = z.string().max(20);
const greeting = z
  .object({
    runner: id,
    name: z.string().min(1).max(200),
    release: z.string().max(50),
    slots: z.int().min(1).max(64),
    interpreters: z.array(z.object({ version, release: version, path: z.string().max(500) })).max(50),
  })
  .strict();
const asking = z.object({ runner: id, key: z.base64().length(44) }).strict();
const parting = z.object({ runner: id }).strict();

type Served = Hono<{ Variables: { group: Omit<GroupRunner, "runner"> } }>;

/** `/runner/…`: all that the runner of a group ever talks to. A token of a runner opens nothing else, and no other opens this. */
export function runnerRoutes(services: Services): Served {
  const { db } = services;
  const limiter = createFailureLimiter(SIGN_IN_LIMITS);
  const routes: Served = new Hono();

  routes.use(async (c, next) => {
    const address = services.clientAddress(c);
    const wait = limiter.waitSeconds(address);
    if (wait !== null) {
      const message = "Too many unknown tokens. Wait a minute.";
      return c.json({ message }, 429, { "retry-after": String(wait) });
    }
    try {
      const token = BEARER.exec(c.req.header("authorization") ?? "")?.[1];
      const found = token === undefined ? null : await findRunnerToken(db, token);
      if (found === null) {
        limiter.noteFailure(address);
        return c.json({ message: "This token of a runner is unknown or was revoked." }, 401);
      }
      c.set("group", { workspaceId: found.workspaceId, group: found.group });
      return await next();
    } catch (error) {
      if (!isDatabaseAway(error)) throw error;
      return c.json({ message: awayWords(error) }, 503);
    }
  });
  routes.use(bodyLimit({ maxSize: RESULT_BYTES }));

  routes.post("/greet", async (c) => {
    const { runner, ...said } = await read(c, greeting);
    const group = c.get("group");
    const known = await greetRunner(db, { ...group, runner }, said);
    if (known === null) return c.json({ message: "This runner's id is taken." }, 409);
    return c.json({ group: group.group, isDraining: known.isDraining });
  });

  routes.post("/next", async (c) => {
    const { runner, key } = await read(c, asking);
    const by = { ...c.get("group"), runner };
    const job = await nextJob(services, { by, key: Buffer.from(key, "base64"), signal: c.req.raw.signal });
    return job === null ? c.body(null, 204) : c.json(job);
  });

  routes.post("/jobs/:id/beat", async (c) => {
    const by = { ...c.get("group"), ...(await read(c, parting)) };
    const job = c.req.param("id");
    using watch = services.notices.watch(job);
    const before = await beatRunnerJob(db, by, job);
    if (before === "gone") return c.json(GONE, 409);
    if (before.stop !== null) return c.json(before);
    await watch.news(STOP_WAIT_MS, AbortSignal.any([c.req.raw.signal, services.notices.ending]));
    const after = await beatRunnerJob(db, by, job);
    return after === "gone" ? c.json(GONE, 409) : c.json(after);
  });

  routes.post("/jobs/:id/end", async (c) => {
    const { runner } = parting.parse({ runner: c.req.query("runner") });
    const job = c.req.param("id");
    const result = services.vault.seal(
      "payloads",
      `runner result ${job}`,
      new Uint8Array(await c.req.arrayBuffer()),
    );
    const counts = await endRunnerJob(db, { ...c.get("group"), runner }, { id: job, result });
    return counts ? c.json({}) : c.json(GONE, 409);
  });

  routes.post("/part", async (c) => {
    await partRunner(db, { ...c.get("group"), ...(await read(c, parting)) });
    return c.json({});
  });

  routes.onError((error, c) => {
    if (error instanceof z.ZodError) return c.json({ message: z.prettifyError(error) }, 400);
    throw error;
  });
  return routes;
}

const GONE = { message: "Nobody waits for this script any more: what came of it is not taken." };

async function read<T>(c: Context, shape: z.ZodType<T>): Promise<T> {
  return shape.parse(await c.req.json().catch(() => null));
}
