import { expect, test } from "vitest";
import { actionContext } from "../testing/action-context.ts";
import { createMemoryStore } from "../testing/memory-store.ts";
import { searchAlerts } from "./search-alerts.ts";

async function searchFor(filters: Record<string, unknown>) {
  const store = createMemoryStore();
  const args = searchAlerts.arguments.parse(filters);
  const result = await searchAlerts.run(args, actionContext({ store, connector: null }));
  return { result, search: store.searches[0] };
}

test("turns the filters of the public API into a search", async () => {
  const { search } = await searchFor({
    "match[status_name]": "Pending, Ongoing",
    "match[title]": " ,",
    "nomatch[source]": "192.0.2.1",
    "date[created_at]": "2026-11-01T00:00:00Z,",
    "range[urgency]": "50,80",
    limit: 5,
    offset: 10,
    sort: "urgency",
    direction: "asc",
  });
  expect(search).toEqual({
    match: { status_name: ["Pending", "Ongoing"] },
    nomatch: { source: ["192.0.2.1"] },
    date: { created_at: [new Date("2026-11-01T00:00:00Z"), null] },
    range: { urgency: [50, 80] },
    limit: 5,
    offset: 10,
    sort: "urgency",
    direction: "asc",
  });
});

test("says how many there are and whether more follow", async () => {
  const { result } = await searchFor({});
  expect(result).toMatchObject({ total: 1, has_more: false, items: [{ short_id: "AL-SIGNIN1" }] });
});

test.each([
  ["date[created_at]", "yesterday,"],
  ["date[updated_at]", "2026-11-01,2026-11-02,2026-11-03"],
  ["range[urgency]", "high,"],
  ["range[urgency]", "50,high"],
])("names the filter %s that it cannot read: %s", async (name, text) => {
  await expect(searchFor({ [name]: text })).rejects.toMatchObject({
    code: "bad_arguments",
    field: `arguments.${name}`,
  });
});
