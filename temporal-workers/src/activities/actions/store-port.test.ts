import { connect, ensureDefaultWorkspace, seedExamples } from "@riposte/db";
import { startTestDatabase } from "@riposte/db/testing";
import { expect, test } from "vitest";
import { isDatabaseDown } from "./persistently.ts";
import { createStore } from "./store-port.ts";
import { startFlakyLink } from "./testing/flaky-link.ts";

const alert = "AL-SIGNIN1";
const ONGOING = "1f2f88d5-ff5b-48bf-bbbc-00c2fff82d9f";
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
  const update = store.updateAlertStatus({ ...change, statusUuid: ONGOING, comment: null });
  await link.mend();

  await expect(comment).resolves.toMatchObject({ content: "Through the storm." });
  await expect(update).resolves.toBe("updated");
  await expect(store.getAlert(alert)).resolves.toMatchObject({
    status: { name: "Ongoing" },
    comments: [{ content: "Through the storm." }],
  });
  await expect(
    store.updateAlertStatus({ ...change, alert: "AL-1", statusUuid: "x", comment: null }),
  ).rejects.toThrow("status x");
  await expect(store.commentAlert({ ...change, alert: "AL-1", content: "x" })).resolves.toBe(
    "alert_not_found",
  );
});

test("a status comes with its comment or not at all, and no NUL stops them", async () => {
  await using database = await startTestDatabase();
  await using connection = connect(database.url);
  const workspaceId = await ensureDefaultWorkspace(connection.db);
  await seedExamples(connection.db, workspaceId);
  const store = createStore(connection.db, workspaceId);
  const status = { ...change, statusUuid: ONGOING };

  await expect(store.updateAlertStatus({ ...status, comment: "bad \0 text" })).resolves.toBe("updated");
  await expect(store.getAlert(alert)).resolves.toMatchObject({
    status: { name: "Ongoing" },
    comments: [{ content: "bad \uFFFD text" }],
  });
  await expect(store.getAlert("\0")).resolves.toBeNull();
  await expect(store.updateAlertStatus({ ...status, alert: "\0", comment: null })).resolves.toBe(
    "alert_not_found",
  );

  const before = await store.getAlert(alert);
  await connection.sql`
    insert into alert_comments (id, alert_id, content, author, request_key)
    select gen_random_uuid(), alert_id, 'again', 'Riposte', 'run_2/' || n
    from alert_comments, generate_series(2, 500) n where request_key = 'run_1/act'`;
  const closed = {
    statusUuid: "1738b1c1-767d-489e-bada-19176621a007",
    requestKey: "run_3/act",
    comment: "One more.",
  };
  await expect(store.updateAlertStatus({ ...status, ...closed })).resolves.toBe("too_many_comments");
  await expect(store.getAlert(alert)).resolves.toMatchObject({ status: before?.status });
});
