import { expect, test } from "vitest";
import { actionContext } from "../testing/action-context.ts";
import { createMemoryStore } from "../testing/memory-store.ts";
import { commentAlert } from "./comment-alert.ts";

const args = { uuid: "AL-SIGNIN1", content: "Seen.", author: "Riposte" };

test("comments once per request key", async () => {
  const store = createMemoryStore();
  const context = actionContext({ store, connector: null });
  const first = await commentAlert.run(args, context);
  await expect(commentAlert.run(args, context)).resolves.toEqual(first);
  await commentAlert.run(args, { ...context, requestKey: "run_2/step" });
  expect(store.alert().comments.map((comment) => comment.content)).toEqual(["Seen.", "Seen."]);
});

test("says why it could not", async () => {
  const context = actionContext({ connector: null });
  await expect(commentAlert.run({ ...args, uuid: "AL-1" }, context)).rejects.toMatchObject({
    code: "not_found",
  });

  const full = { ...context.store, commentAlert: async () => "too_many_comments" as const };
  await expect(commentAlert.run(args, { ...context, store: full })).rejects.toMatchObject({
    code: "limit_exceeded",
    retryable: false,
  });
});
