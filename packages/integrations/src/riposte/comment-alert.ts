import { z } from "zod";
import { defineAction } from "../action.ts";
import { alertNotFound } from "./alert-not-found.ts";
import { alertRef } from "./alert-ref.ts";
import { tooManyComments } from "./too-many-comments.ts";
import { alertComment } from "./alert.ts";

export const commentAlert = defineAction({
  key: "riposte.comment_alert",
  name: "Comment alert",
  description: "Adds a comment to an alert.",
  kind: "setter",
  effect: "write",
  idempotent: true,
  execution: "short",
  arguments: z.strictObject({
    uuid: alertRef(),
    content: z.string().min(1).max(20_000).describe("Text of the comment"),
    author: z.string().min(1).max(32).default("Riposte").describe("Who it is shown as"),
  }),
  result: alertComment,
  target: ({ uuid }) => [`alert:${uuid}`],
  examples: [
    {
      arguments: { uuid: "AL-SIGNIN1", content: "The address belongs to our VPN." },
      result: {
        uuid: "3b1f8a52-5c1e-4c8e-9a55-3a7d2f3c4b5a",
        content: "The address belongs to our VPN.",
        author: "Riposte",
        date: 1_793_000_060,
        created_by: "Riposte",
        created_by_type: "application",
        unseen: false,
      },
    },
  ],

  async run({ uuid, content, author }, { store, requestKey }) {
    const comment = await store.commentAlert({ alert: uuid, content, author, requestKey });
    if (comment === "alert_not_found") throw alertNotFound(uuid);
    if (comment === "too_many_comments") throw tooManyComments(uuid);
    return comment;
  },
});
