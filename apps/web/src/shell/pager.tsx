import { Button, Group, Text } from "@mantine/core";
import { IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import { pageCount, pageSpan } from "../address/page-number.ts";

interface PagerProps {
  /** From 1. */
  readonly page: number;
  readonly size: number;
  readonly total: number;
  readonly onPage: (page: number) => void;
}

/** "51–100 of 1,234" and the way to the neighbours. Nothing where one page is all there is. */
export function Pager({ page, size, total, onPage }: PagerProps) {
  const pages = pageCount(total, size);
  if (pages <= 1 && page === 1) return null;
  return (
    <Group component="nav" gap="sm" aria-label="Pages">
      <Text c="dimmed">{pageSpan({ page, size, total })}</Text>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconChevronLeft size={16} aria-hidden />}
        disabled={page <= 1}
        onClick={() => onPage(Math.min(page - 1, pages))}
      >
        Previous
      </Button>
      <Button
        size="xs"
        variant="default"
        rightSection={<IconChevronRight size={16} aria-hidden />}
        disabled={page >= pages}
        onClick={() => onPage(page + 1)}
      >
        Next
      </Button>
    </Group>
  );
}
