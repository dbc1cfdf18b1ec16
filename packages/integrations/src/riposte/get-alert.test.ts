import { expect, test } from "vitest";
import { actionContext } from "../testing/action-context.ts";
import { alertExample } from "./alert-example.ts";
import { getAlert } from "./get-alert.ts";

test("reads by uuid and by short id, and shows STIX and cases only when asked", async () => {
  const context = actionContext({ connector: null });
  const store = {
    ...context.store,
    getAlert: async () => ({ ...alertExample, stix: { type: "bundle" }, cases: [] }),
  };
  const plain = { uuid: alertExample.uuid, stix: false, cases: false };

  await expect(getAlert.run(plain, context)).resolves.toEqual(alertExample);
  await expect(getAlert.run({ ...plain, uuid: "AL-SIGNIN1" }, context)).resolves.toEqual(alertExample);
  await expect(getAlert.run(plain, { ...context, store })).resolves.toEqual(alertExample);
  await expect(getAlert.run({ ...plain, stix: true, cases: true }, { ...context, store })).resolves.toEqual({
    ...alertExample,
    stix: { type: "bundle" },
    cases: [],
  });
});

test("says which alert there is not", async () => {
  const missing = getAlert.run(
    { uuid: "AL-1", stix: false, cases: false },
    actionContext({ connector: null }),
  );
  await expect(missing).rejects.toMatchObject({
    code: "not_found",
    field: "arguments.uuid",
    retryable: false,
  });
});
