import { Stack, Title } from "@mantine/core";
import { useMe } from "../../shell/me.ts";
import { PageBody } from "../../shell/page-body.tsx";
import { PageHeader } from "../../shell/page-header.tsx";
import { ChangePassword } from "./change-password.tsx";
import { SessionList } from "./session-list.tsx";

/** What belongs to whoever is signed in: the password, and where it was used. */
export function AccountPage() {
  const me = useMe();
  return (
    <>
      <PageHeader title="Your account" about={me?.email ?? undefined} />
      <PageBody narrow>
        <Stack gap="xl">
          <section aria-labelledby="sessions">
            <Title order={2} id="sessions" mb="sm">
              Where you are signed in
            </Title>
            <SessionList />
          </section>
          <section aria-labelledby="password">
            <Title order={2} id="password" mb="sm">
              Change your password
            </Title>
            <ChangePassword email={me?.email ?? ""} />
          </section>
        </Stack>
      </PageBody>
    </>
  );
}
