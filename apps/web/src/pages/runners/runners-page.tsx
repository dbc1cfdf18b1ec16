import { Button, Tabs } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { lazy, Suspense, useState } from "react";
import { useFilters } from "../../address/use-filters.ts";
import { PageBody } from "../../shell/page-body.tsx";
import { PageHeader } from "../../shell/page-header.tsx";
import { WithPermission } from "../../shell/with-permission.tsx";
import { RunnerTable } from "./runner-table.tsx";
import { RunnerTokens } from "./runner-tokens.tsx";

/** The lists do not wait for the form. */
const CreateRunnerToken = lazy(async () => ({
  default: (await import("./create-runner-token.tsx")).CreateRunnerToken,
}));

/** What runs scripts, here and elsewhere, and by which tokens the runners of groups come in. */
export function RunnersPage() {
  return (
    <WithPermission permission="runners.write">
      <Runners />
    </WithPermission>
  );
}

function Runners() {
  const [{ tab }, setFilters] = useFilters(["tab"]);
  const [making, setMaking] = useState(false);
  const shown = tab === "tokens" ? tab : "runners";
  return (
    <>
      <PageHeader title="Runners">
        <Button size="xs" leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setMaking(true)}>
          New runner token
        </Button>
      </PageHeader>
      <PageBody>
        <Tabs
          value={shown}
          onChange={(next) => setFilters({ tab: next === "tokens" ? next : "" }, { push: true })}
          keepMounted={false}
        >
          <Tabs.List mb="md">
            <Tabs.Tab value="runners">Runners</Tabs.Tab>
            <Tabs.Tab value="tokens">Tokens</Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="runners">
            <RunnerTable />
          </Tabs.Panel>
          <Tabs.Panel value="tokens">
            <RunnerTokens />
          </Tabs.Panel>
        </Tabs>
      </PageBody>
      <Suspense fallback={null}>{making && <CreateRunnerToken onClose={() => setMaking(false)} />}</Suspense>
    </>
  );
}
