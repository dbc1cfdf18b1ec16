import { client, queryClient, trpc } from "../../api/trpc.ts";
import { draftServer } from "../../canvas/draft-server.ts";
import { saveLeft } from "../../canvas/left-behind.ts";
import { leftBehind } from "../../canvas/unsent.ts";

export type OpenPlaybook = Awaited<ReturnType<typeof openPlaybook>>;

/**
 * The draft as the server has it, once it has what this browser kept of it. What steps can be has been told by then, or
 * could not be: whoever adds one at once finds it.
 */
export async function openPlaybook(ref: string) {
  const told = queryClient.prefetchQuery(
    trpc.catalogue.get.queryOptions(undefined, { staleTime: 60_000, retry: false }),
  );
  const first = await client.playbooks.draft.query({ playbook: ref });
  const server = draftServer(first.id);
  const kept = first.mayWrite ? await leftBehind(first.id) : [];
  const left = await saveLeft(server, kept);
  const draft = kept.length === 0 ? first : await client.playbooks.draft.query({ playbook: first.id });
  const { graph, revision, ...playbook } = draft;
  await told;
  return { playbook, graph, revision, server, left };
}
