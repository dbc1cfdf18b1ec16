import { ServiceError, WorkflowUpdateFailedError } from "@temporalio/client";
import { expect, test } from "vitest";
import { explainRefusal } from "./explain-refusal.ts";

/** As the client throws what came over gRPC. */
function refused(code: number, details: string): ServiceError {
  const cause = Object.assign(new Error(details), { code, details, metadata: {} });
  return new ServiceError("Workflow Update failed", { cause });
}

test("a run whose steps fail inside Riposte hears nobody: it is said how it ends", () => {
  for (const why of ["Workflow Task in failed state", "unexpected workflow task failure"]) {
    const said = explainRefusal(refused(9, `Unable to perform workflow execution update due to ${why}.`));
    expect(said).toMatchObject({ kind: "conflict", message: expect.stringContaining("riposte terminate") });
  }
});

test("a Temporal that is away may have heard it", () => {
  const said = explainRefusal(refused(14, "No connection established"));
  expect(said).toMatchObject({ kind: "unavailable", message: expect.stringContaining("has not answered") });
});

test("what the workflow refuses is said in its words", () => {
  const said = explainRefusal(
    new WorkflowUpdateFailedError("Workflow Update failed", new Error("It is over.")),
  );
  expect(said).toMatchObject({ kind: "conflict", message: "It is over." });
});
