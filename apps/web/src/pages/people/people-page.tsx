import { Button, Tabs } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { lazy, Suspense, useState } from "react";
import { useFilters } from "../../address/use-filters.ts";
import { useMay, useMe } from "../../shell/me.ts";
import { NoPermission } from "../../shell/no-permission.tsx";
import { PageBody } from "../../shell/page-body.tsx";
import { PageHeader } from "../../shell/page-header.tsx";
import { InvitationList } from "./invitation-list.tsx";
import { PersonList } from "./person-list.tsx";
import { TokenList } from "./token-list.tsx";

/** The lists do not wait for the forms. */
const Invite = lazy(async () => ({ default: (await import("./invite.tsx")).Invite }));
const CreateToken = lazy(async () => ({ default: (await import("./create-token.tsx")).CreateToken }));

/** Who belongs to the workspace, who is invited, and which programs may come in. */
export function PeoplePage() {
  const known = useMe() !== null;
  const mayWrite = useMay("people.write");
  const [{ tab }, setFilters] = useFilters(["tab"]);
  const [open, setOpen] = useState<"invite" | "token" | null>(null);
  const shown = tab === "invitations" || tab === "tokens" ? tab : "people";
  const close = () => setOpen(null);
  return (
    <>
      <PageHeader title="People">
        {mayWrite && (
          <Button
            size="xs"
            leftSection={<IconPlus size={16} aria-hidden />}
            onClick={() => setOpen(shown === "tokens" ? "token" : "invite")}
          >
            {shown === "tokens" ? "New API token" : "Invite somebody"}
          </Button>
        )}
      </PageHeader>
      <PageBody>
        {known && !mayWrite ? (
          <NoPermission permission="people.write" />
        ) : (
          known && (
            <Tabs
              value={shown}
              onChange={(next) => setFilters({ tab: next === "people" ? "" : (next ?? "") }, { push: true })}
              keepMounted={false}
            >
              <Tabs.List mb="md">
                <Tabs.Tab value="people">People</Tabs.Tab>
                <Tabs.Tab value="invitations">Invitations</Tabs.Tab>
                <Tabs.Tab value="tokens">API tokens</Tabs.Tab>
              </Tabs.List>
              <Tabs.Panel value="people">
                <PersonList />
              </Tabs.Panel>
              <Tabs.Panel value="invitations">
                <InvitationList onInvite={() => setOpen("invite")} />
              </Tabs.Panel>
              <Tabs.Panel value="tokens">
                <TokenList />
              </Tabs.Panel>
            </Tabs>
          )
        )}
      </PageBody>
      <Suspense fallback={null}>
        {open === "invite" && <Invite onClose={close} />}
        {open === "token" && <CreateToken onClose={close} />}
      </Suspense>
    </>
  );
}
