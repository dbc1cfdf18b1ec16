import { AppShell } from "@mantine/core";
import { Outlet } from "@tanstack/react-router";

/** What stands around every page of somebody who is signed in. */
export function Shell() {
  return (
    <AppShell>
      <AppShell.Main>
        <Outlet />
      </AppShell.Main>
    </AppShell>
  );
}
