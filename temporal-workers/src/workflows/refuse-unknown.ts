import { ApplicationFailure, workflowInfo } from "@temporalio/workflow";

/** A workflow of a type that nobody here knows ends at once instead of failing its task for ever. */
export async function refuseUnknown(): Promise<never> {
  throw ApplicationFailure.nonRetryable(
    `No workflow is called ${workflowInfo().workflowType}.`,
    "UnknownWorkflow",
  );
}
