import { expect, test } from "vitest";
import { actionContext } from "../testing/action-context.ts";
import { createMemoryStore } from "../testing/memory-store.ts";
import { alertStatuses } from "./alert-status.ts";
import { updateAlertStatus } from "./update-alert-status.ts";

test.each(Object.entries(alertStatuses))("sets %s by uuid and by name", async (name, uuid) => {
  for (const action_uuid of [uuid, name, name.toUpperCase()]) {
    const store = createMemoryStore();
    const result = await updateAlertStatus.run(
      { uuid: "AL-SIGNIN1", action_uuid },
      actionContext({ store, connector: null }),
    );
    // The store's alert is Pending.
    const did = name === "Pending" ? "was already" : "set to";
    expect(result.actions).toEqual([{ id: uuid, name, description: `Status ${did} ${name}` }]);
    expect(store.alert().status.uuid).toBe(uuid);
  }
});

test("adds the comment that goes with it, once", async () => {
  const store = createMemoryStore();
  const context = actionContext({ store, connector: null });
  const args = { uuid: "AL-SIGNIN1", action_uuid: "Closed", comment: "Harmless." };
  await updateAlertStatus.run(args, context);
  await updateAlertStatus.run(args, context);
  expect(store.alert().comments.map((comment) => comment.content)).toEqual(["Harmless."]);
});

test("refuses a status that there is not, and an alert that there is not", async () => {
  const context = actionContext({ connector: null });
  await expect(
    updateAlertStatus.run({ uuid: "AL-SIGNIN1", action_uuid: "Done" }, context),
  ).rejects.toMatchObject({
    code: "bad_arguments",
    field: "arguments.action_uuid",
  });
  await expect(updateAlertStatus.run({ uuid: "AL-1", action_uuid: "Closed" }, context)).rejects.toMatchObject(
    {
      code: "not_found",
    },
  );
});
