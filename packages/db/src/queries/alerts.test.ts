import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { statusByUuid } from "../alerts/statuses.ts";
import { exampleAlerts, SIGN_IN_ALERT } from "../alerts/examples.ts";
import { connect } from "../connect.ts";
import type { Connection } from "../connect.ts";
import { seedExamples } from "../seed-examples.ts";
import { startTestDatabase } from "../testing.ts";
import type { TestDatabase } from "../testing.ts";
import { commentAlert, updateAlertStatus } from "./alert-changes.ts";
import { listAlertTouches } from "./alert-runs.ts";
import { getAlert, nameAlerts, searchAlerts } from "./alerts.ts";
import type { AlertSearch } from "./alerts.ts";
import { createWorkspace, ensureDefaultWorkspace } from "./workspaces.ts";

const ONGOING = "1f2f88d5-ff5b-48bf-bbbc-00c2fff82d9f";
let database: TestDatabase;
let connection: Connection;
let ours: string;
let foreign: string;

beforeAll(async () => {
  database = await startTestDatabase();
  connection = connect(database.url);
  ours = await ensureDefaultWorkspace(connection.db);
  foreign = await createWorkspace(connection.db, "Another");
  await seedExamples(connection.db, ours);
});

afterAll(async () => {
  await connection.close();
  await database.close();
});

test("texts that PostgreSQL cannot hold name no alert and are found nowhere", async () => {
  const { db } = connection;
  const [nul, half] = [`${SIGN_IN_ALERT}\0`, `${SIGN_IN_ALERT}\ud800`];
  expect(await getAlert(db, ours, nul)).toBeNull();
  expect(await nameAlerts(db, ours, [nul, half, SIGN_IN_ALERT])).toMatchObject([{ shortId: SIGN_IN_ALERT }]);
  expect(await searchAlerts(db, ours, { text: "\0", match: { title: ["\0"] } })).toEqual({
    items: [],
    total: 0,
  });
});

describe("the examples", () => {
  test("are put in once, and into every workspace that wants them", async () => {
    const { db } = connection;
    await seedExamples(db, ours);
    expect((await searchAlerts(db, ours, {})).total).toBe(exampleAlerts.length);
    const third = await createWorkspace(db, "Third");
    await seedExamples(db, third);
    expect((await searchAlerts(db, third, {})).total).toBe(exampleAlerts.length);
  });

  test("name only documentation addresses and domains", () => {
    const text = JSON.stringify(exampleAlerts);
    for (const [address] of text.matchAll(/\b\d+\.\d+\.\d+\.\d+\b/g)) {
      expect(address).toMatch(/^(192\.0\.2|198\.51\.100|203\.0\.113)\./);
    }
    for (const [, domain] of text.matchAll(/@([a-z.]+[a-z])/g))
      expect(domain).toMatch(/^example\.(com|net|org)$/);
  });

  test("the sign-in alert has the same ids everywhere", async () => {
    const alert = await getAlert(connection.db, ours, SIGN_IN_ALERT);
    expect(alert).toMatchObject({
      uuid: "922637fb-d352-86c3-afcb-8f3fd5f8c2d0",
      short_id: "AL-SIGNIN1",
      status: { name: "Pending" },
      urgency: { current_value: 75, display: "High" },
      comments: [],
    });
    expect(await getAlert(connection.db, ours, alert?.uuid ?? "")).toEqual(alert);
  });
});

async function found(search: AlertSearch): Promise<string[]> {
  const { items } = await searchAlerts(connection.db, ours, search);
  return items.map((alert) => alert.short_id).toSorted();
}

function hoursAgo(count: number): Date {
  return new Date(Date.now() - count * 3_600_000);
}

describe("searching", () => {
  test.each([
    { match: { short_id: ["al-signin1", "AL-SCANS010"] }, finds: ["AL-SCANS010", "AL-SIGNIN1"] },
    { match: { title: ["TRAVEL"] }, finds: ["AL-SIGNIN1"] },
    { match: { rule_name: ["Impossible travel"] }, finds: ["AL-SIGNIN1"] },
    { match: { rule_name: ["Impossible"] }, finds: [] },
    { match: { status_name: ["rejected"] }, finds: ["AL-EXFIL008"] },
    { match: { status_name: ["Closed"], urgency_display: ["Low"] }, finds: ["AL-SCANS010", "AL-WEBAP011"] },
    { match: { entity_name: ["Example Ltd – Cloud"] }, finds: ["AL-TOKEN012"] },
    { match: { source: ["100%", "'; drop table alerts; --"] }, finds: [] },
    { match: { title: [] }, finds: [] },
    { range: { urgency: [90, null] }, finds: ["AL-RANSM006"] },
  ] satisfies (AlertSearch & { finds: string[] })[])("$match $range", async ({ finds, ...search }) => {
    expect(await found(search)).toEqual(finds);
  });

  test("by what must not match", async () => {
    const { total } = await searchAlerts(connection.db, ours, { nomatch: { status_name: ["Closed"] } });
    expect(total).toBe(exampleAlerts.filter((example) => example.status !== "Closed").length);
  });

  test("by date, from and to", async () => {
    expect(await found({ date: { created_at: [hoursAgo(1), null] } })).toEqual(["AL-SIGNIN1"]);
    expect(await found({ date: { created_at: [null, hoursAgo(100)] } })).toEqual(["AL-TOKEN012"]);
    expect(await found({ date: { created_at: [hoursAgo(3), hoursAgo(2)] } })).toEqual(["AL-MFAFTG03"]);
  });

  test("page by page, newest first, and sorted", async () => {
    const { db } = connection;
    const first = await searchAlerts(db, ours, { limit: 5 });
    const second = await searchAlerts(db, ours, { limit: 5, offset: 5 });
    const all = await searchAlerts(db, ours, {});
    expect(all.items.map((alert) => alert.short_id)).toEqual(exampleAlerts.map((example) => example.shortId));
    expect([...first.items, ...second.items]).toEqual(all.items.slice(0, 10));
    expect(first.total).toBe(exampleAlerts.length);
    const urgent = await searchAlerts(db, ours, { sort: "urgency", direction: "desc", limit: 1 });
    expect(urgent.items[0]?.short_id).toBe("AL-RANSM006");
  });

  test("another workspace sees nothing", async () => {
    expect(await searchAlerts(connection.db, foreign, {})).toEqual({ items: [], total: 0 });
    expect(await getAlert(connection.db, foreign, SIGN_IN_ALERT)).toBeNull();
  });
});

describe("changing", () => {
  test("a comment with the same request key is written once, also when sent at once", async () => {
    const { db } = connection;
    const change = {
      workspaceId: ours,
      alert: "AL-PHISH004",
      author: "riposte",
      content: "Seen.",
      requestKey: "run_a/comment",
    };
    const results = await Promise.all([1, 2, 3, 4].map(() => commentAlert(db, change)));
    for (const result of results) expect(result).toEqual(results[0]);
    await commentAlert(db, { ...change, requestKey: "run_b/comment", content: "Again." });
    const alert = await getAlert(db, ours, "AL-PHISH004");
    expect(alert?.comments.map((comment) => comment.content)).toEqual(["Seen.", "Again."]);
    expect(alert?.number_of_total_comments).toBe(2);
    expect(alert?.history.map((entry) => entry.entry_type)).toEqual(["comment", "comment"]);
  });

  test("a status is set once, with its history", async () => {
    const { db } = connection;
    const change = {
      workspaceId: ours,
      alert: "AL-BEACN007",
      author: "riposte",
      statusUuid: ONGOING,
      requestKey: "run_a/status",
    };
    await Promise.all([1, 2, 3, 4].map(() => updateAlertStatus(db, change)));
    const closed = "1738b1c1-767d-489e-bada-19176621a007";
    await updateAlertStatus(db, { ...change, statusUuid: closed, requestKey: "run_b/status" });
    // A step that is repeated late must not undo what came after it.
    const repeated = await updateAlertStatus(db, change);
    expect(repeated).toMatchObject({ kind: "updated", alert: { status: { uuid: closed, name: "Closed" } } });
    const alert = await getAlert(db, ours, "AL-BEACN007");
    expect(alert?.history.map((entry) => entry.alert)).toEqual([
      { status: "Ongoing", previous_status: "Pending" },
      { status: "Closed", previous_status: "Ongoing" },
    ]);
    expect(alert?.updated_at).toBeGreaterThan(alert?.created_at ?? 0);
  });

  test("the status that it has already is no change: no history, no event, and no later one either", async () => {
    const { db, sql } = connection;
    const change = { workspaceId: ours, alert: "AL-RANSM006", author: "riposte" };
    const set = (requestKey: string, statusUuid: string) =>
      updateAlertStatus(db, { ...change, requestKey, statusUuid });
    const arrivals = async () => (await sql`select ref from event_arrivals`).length;
    expect(await set("run_a/first", ONGOING)).toMatchObject({ changed: true });
    const before = { alert: await getAlert(db, ours, change.alert), arrivals: await arrivals() };

    expect(await set("run_a/again", ONGOING)).toMatchObject({ kind: "updated", changed: false });
    expect(await set("run_a/again", ONGOING)).toMatchObject({ kind: "updated", changed: false });
    expect({ alert: await getAlert(db, ours, change.alert), arrivals: await arrivals() }).toEqual(before);
    expect(await listAlertTouches(db, ours, before.alert?.uuid ?? "")).toEqual([
      { runId: "run_a", step: "first", did: "status" },
    ]);

    const closed = "1738b1c1-767d-489e-bada-19176621a007";
    await set("run_b/close", closed);
    expect(await set("run_a/again", ONGOING)).toMatchObject({
      changed: false,
      alert: { status: { uuid: closed } },
    });
    expect(await set("run_a/first", ONGOING)).toMatchObject({ changed: true });
  });

  test("what is not there or not allowed is said", async () => {
    const { db } = connection;
    const change = { workspaceId: foreign, alert: SIGN_IN_ALERT, author: "x", requestKey: "run_c/x" };
    expect(await commentAlert(db, { ...change, content: "x" })).toEqual({ kind: "alert_not_found" });
    expect(await updateAlertStatus(db, { ...change, statusUuid: ONGOING })).toEqual({
      kind: "alert_not_found",
    });
    expect(await updateAlertStatus(db, { ...change, workspaceId: ours, statusUuid: "nope" })).toEqual({
      kind: "status_unknown",
    });
    expect(statusByUuid(ONGOING)?.name).toBe("Ongoing");
  });
});
