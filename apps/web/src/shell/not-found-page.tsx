import { Button } from "@mantine/core";
import { IconSearchOff } from "@tabler/icons-react";
import { Link, useRouterState } from "@tanstack/react-router";
import { Notice } from "./notice.tsx";
import { PageHeader } from "./page-header.tsx";

export function NotFoundPage() {
  const path = useRouterState({ select: ({ location }) => location.pathname });
  return (
    <>
      <PageHeader title="Not found" />
      <Notice
        icon={IconSearchOff}
        title="There is no page at this address"
        steps={
          <Button variant="default" size="xs" renderRoot={(props) => <Link to="/playbooks" {...props} />}>
            Go to playbooks
          </Button>
        }
      >
        <code>{path}</code> leads nowhere. Press Ctrl+K to find what you were looking for.
      </Notice>
    </>
  );
}
