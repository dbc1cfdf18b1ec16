import { keepPreviousData, useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import type { InfiniteData } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { client, trpc } from "../../api/trpc.ts";
import { useRunNews } from "../../run/use-run-news.ts";
import { mergePages } from "./merge-pages.ts";
import type { Page } from "./merge-pages.ts";
import { isInStates, questionOf } from "./run-filters.ts";
import type { RunFilters } from "./run-filters.ts";

const PAGE_SIZE = 50;

/** The runs that the filters let through, newest first and live, and how many are in which state. */
export function useRuns(filters: RunFilters) {
  const [now] = useState(() => Date.now());
  const question = useMemo(() => questionOf(filters, now), [filters, now]);
  const { states, ...uncounted } = question;
  const cache = useQueryClient();
  const queryKey = useMemo(() => [...trpc.runs.list.pathKey(), "pages", question], [question]);
  const list = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam, signal }) =>
      client.runs.list.query(
        { ...question, limit: PAGE_SIZE, ...(pageParam === null ? {} : { before: pageParam }) },
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
  });
  const countsOptions = trpc.runs.counts.queryOptions(uncounted, { placeholderData: keepPreviousData });
  const counts = useQuery(countsOptions);

  useRunNews(({ runs, missed }) => {
    void cache.invalidateQueries({ queryKey: countsOptions.queryKey });
    // Text is looked for where a page does not see it: only the server can say whether a new run fits.
    if (missed || question.text !== undefined) return void cache.invalidateQueries({ queryKey });
    cache.setQueryData<InfiniteData<Page, string | null>>(queryKey, (old) =>
      old === undefined
        ? old
        : {
            ...old,
            pages: mergePages(
              old.pages,
              runs,
              (run) =>
                (states === undefined || isInStates(states, run)) &&
                (question.playbook === undefined || question.playbook === run.playbook.id) &&
                (question.to === undefined || run.createdAt < question.to),
            ),
          },
    );
    return undefined;
  });
  return { list, counts: counts.data };
}
