import { useQuery } from "@tanstack/react-query";
import { trpc } from "../../api/trpc.ts";
import { ApprovalLine } from "../../run/approval-line.tsx";
import { EmptyState } from "../../shell/empty-state.tsx";
import { ErrorState } from "../../shell/error-state.tsx";
import { Loading } from "../../shell/loading.tsx";
import classes from "./approval-page.module.css";

const NEWEST = 200;

/** What was asked and is answered, the newest first. */
export function DecidedList() {
  const approvals = useQuery(trpc.approvals.list.queryOptions({ all: true, limit: NEWEST }));
  if (approvals.error !== null) return <ErrorState error={approvals.error} retry={approvals.refetch} />;
  if (approvals.data === undefined) return <Loading />;
  const decided = approvals.data.filter(({ outcome }) => outcome !== null);
  if (decided.length === 0) return <EmptyState title="Nothing was decided yet" />;
  return (
    <ul className={classes["decided"]}>
      {decided.map((approval) => (
        <ApprovalLine key={approval.id} approval={approval} />
      ))}
    </ul>
  );
}
