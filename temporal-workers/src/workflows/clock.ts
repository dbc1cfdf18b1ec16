/** The SDK's Date in workflows stands still within a task and says the same on every replay. */
export function workflowNow(): number {
  return new Date().getTime();
}
