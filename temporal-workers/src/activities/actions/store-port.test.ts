import { connect, ensureDefaultWorkspace, seedExamples } from "@riposte/db";
import { startTestDatabase } from "@riposte/db/testing";
import { expect, test } from "vitest";
import { isDatabaseDown } from "./persistently.ts";
import { createStore } from "./store-port.ts";
import { startFlakyLink } from "./testing/flaky-link.ts";

const alert = "AL-SIGNIN1";
const change = { alert, author: "Riposte", requestKey: "run_1/act" };

test("changes wait for a database that is away; reads say so", async () => {
  await using database = await startTestDatabase();
  await using connection = connect(database.url);
  const workspaceId = await ensureDefaultWorkspace(connection.db);
  await seedExamples(connection.db, workspaceId);
  await using link = await startFlakyLink(database.url);
  await using flaky = connect(link.url, { max: 1 });
  const store = createStore(flaky.db, workspaceId);

  await link.cut();
  await expect(store.getAlert(alert)).rejects.toSatisfy(isDatabaseDown);
  const comment = store.commentAlert({ ...change, content: "Through the storm." });
  const update = store.updateAlertStatus({ ...change, statusUuid: "1f2f88d5-ff5b-48bf-bbbc-00c2fff82d9f" });
  await link.mend();

  await expect(comment).resolves.toMatchObject({ content: "Through the storm." });
  await expect(update).resolves.toBe("updated");
  await expect(store.getAlert(alert)).resolves.toMatchObject({
    status: { name: "Ongoing" },
    comments: [{ content: "Through the storm." }],
  });
  await expect(store.updateAlertStatus({ ...change, alert: "AL-1", statusUuid: "x" })).rejects.toThrow(
    "status x",
  );
  await expect(store.commentAlert({ ...change, alert: "AL-1", content: "x" })).resolves.toBe(
    "alert_not_found",
  );
});
