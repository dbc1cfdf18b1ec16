import { Button, Table } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { queryClient, trpc } from "../../api/trpc.ts";
import { FoldingTable } from "../../shell/folding-table.tsx";
import { ErrorState } from "../../shell/error-state.tsx";
import { Loading } from "../../shell/loading.tsx";
import { RelativeTime } from "../../shell/relative-time.tsx";
import { tellDone, tellFailed } from "../../shell/tell.tsx";
import { browserName } from "./browser-name.ts";

const refresh = () => queryClient.invalidateQueries(trpc.me.sessions.queryFilter());

const COLUMNS = [
  { title: "Browser" },
  { title: "Address" },
  { title: "Signed in", width: 116 },
  { title: "Ends", width: 116 },
  { title: "End", width: 96, hidden: true },
] as const;

export function SessionList() {
  const { data: sessions, error, refetch } = useQuery(trpc.me.sessions.queryOptions());
  const end = useMutation(trpc.me.endSession.mutationOptions({ onSettled: refresh }));
  const endOthers = useMutation(
    trpc.me.endOtherSessions.mutationOptions({
      onSuccess: ({ ended }) =>
        tellDone(ended === 1 ? "One other session is ended." : `${ended} other sessions are ended.`),
      onError: (failure) => tellFailed("Your other sessions go on", failure),
      onSettled: refresh,
    }),
  );
  if (sessions === undefined) {
    return error === null ? <Loading rows={2} /> : <ErrorState error={error} retry={refetch} />;
  }
  return (
    <>
      <FoldingTable label="Your sessions" columns={COLUMNS}>
        {sessions.map(({ id, current, createdAt, expiresAt, address, browser }) => (
          <Table.Tr key={id}>
            <Table.Td title={browser}>{browserName(browser)}</Table.Td>
            <Table.Td data-beside data-label="from">
              {address}
            </Table.Td>
            <Table.Td data-beside data-label="signed in">
              <RelativeTime at={createdAt} />
            </Table.Td>
            <Table.Td data-beside data-label="ends">
              <RelativeTime at={expiresAt} />
            </Table.Td>
            <Table.Td>
              {current ? (
                "This one"
              ) : (
                <Button
                  size="compact-xs"
                  variant="default"
                  aria-label={`End the session in ${browserName(browser)} from ${address}`}
                  onClick={() =>
                    end.mutate(
                      { id },
                      {
                        onSuccess: () => tellDone("The session is ended."),
                        onError: (failure) => tellFailed("The session goes on", failure),
                      },
                    )
                  }
                >
                  End
                </Button>
              )}
            </Table.Td>
          </Table.Tr>
        ))}
      </FoldingTable>
      {sessions.length > 1 && (
        <Button
          size="xs"
          mt="sm"
          variant="default"
          loading={endOthers.isPending}
          onClick={() => endOthers.mutate()}
        >
          End all others
        </Button>
      )}
    </>
  );
}
