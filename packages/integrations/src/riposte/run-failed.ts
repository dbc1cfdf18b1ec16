import { z } from "zod";
import { defineTrigger } from "../trigger.ts";

/** The same as `FAILED_RUN`, by which the compiler holds an on-error playbook; a test compares them. */
export const runFailed = defineTrigger({
  key: "run_failed",
  name: "A run failed",
  description: "Runs when a run of a playbook fails that names this one as its on-error playbook.",
  config: z.strictObject({}),
  event: z.strictObject({
    run: z.strictObject({
      id: z.string().describe("The run that failed"),
      created_at: z.string().describe("When it was accepted, ISO 8601"),
    }),
    playbook: z.strictObject({
      id: z.string().describe("Its playbook"),
      name: z.string(),
      version: z.int(),
    }),
    error: z.strictObject({
      code: z.string().describe("Which failure it was"),
      message: z.string().describe("What happened"),
    }),
    failed_step: z
      .strictObject({
        id: z.string(),
        name: z.string().describe("What templates call it"),
        label: z.string().describe("What people call it"),
      })
      .nullable()
      .describe("The step that failed the run; null where none did"),
    event: z.strictObject({
      run: z.string().describe("The run under which the event is kept"),
      bytes: z.int().describe("How long it is"),
      preview: z.string().describe("Its beginning"),
    }),
  }),
  callable: true,
  examples: [
    {
      config: {},
      event: {
        run: { id: "run_V0a1b2c3d4e5f6g7h8i9jk", created_at: "2026-11-02T09:30:00.000Z" },
        playbook: { id: "pb_V0a1b2c3d4e5f6g7h8i9jk", name: "Suspicious sign-in", version: 3 },
        error: { code: "unavailable", message: "The firewall did not answer." },
        failed_step: { id: "block", name: "block", label: "Block the address" },
        event: { run: "run_V0a1b2c3d4e5f6g7h8i9jk", bytes: 27, preview: '{"alert_id":"AL-SIGNIN1"}' },
      },
    },
  ],
});
