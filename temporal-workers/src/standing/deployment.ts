import type { Client } from "@temporalio/client";
import { isGrpcServiceError } from "@temporalio/client";

/** All workers of Riposte are one deployment of Temporal's; its versions are their builds. */
export const DEPLOYMENT = "riposte";

const NOT_FOUND = 5;
const DEADLINE_MS = 10_000;

/** The build that Temporal hands the runs to; null: to workers without one. @throws where it does not answer. */
export async function currentBuild(client: Client): Promise<string | null> {
  try {
    const answer = await client.withDeadline(Date.now() + DEADLINE_MS, () =>
      client.workflowService.describeWorkerDeployment({
        namespace: client.options.namespace,
        deploymentName: DEPLOYMENT,
      }),
    );
    return answer.workerDeploymentInfo?.routingConfig?.currentDeploymentVersion?.buildId || null;
  } catch (error) {
    if (isGrpcServiceError(error) && (error.code as number) === NOT_FOUND) return null;
    throw error;
  }
}

/** From its answer on, tasks of all runs go to this build. It may be done twice, and before a worker of it polls. */
export async function makeCurrent(client: Client, buildId: string): Promise<void> {
  await client.withDeadline(Date.now() + DEADLINE_MS, () =>
    client.workflowService.setWorkerDeploymentCurrentVersion({
      namespace: client.options.namespace,
      deploymentName: DEPLOYMENT,
      buildId,
      allowNoPollers: true,
      ignoreMissingTaskQueues: true,
    }),
  );
}
