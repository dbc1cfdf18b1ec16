import { expect, test } from "vitest";
import { questionOf } from "./alert-filters.ts";

const none = { status: "", urgency: "", text: "", sort: "" };

test("nothing set asks for nothing but a page", () => {
  expect(questionOf(none, 3, 50)).toEqual({ limit: 50, offset: 100 });
});

test("what the address says is asked, and what nobody knows is not", () => {
  const filters = { status: "Pending,Ongoing", urgency: "High,Extreme", text: "vpn", sort: "urgency" };
  expect(questionOf(filters, 1, 50)).toEqual({
    limit: 50,
    offset: 0,
    status: ["Pending", "Ongoing"],
    urgency: ["High"],
    text: "vpn",
    sort: "urgency",
  });
  expect(questionOf({ ...none, sort: "colour", text: "  " }, 1, 50)).toEqual({ limit: 50, offset: 0 });
});
