import { ActionIcon, Kbd, Tooltip, UnstyledButton } from "@mantine/core";
import { useDisclosure, useLocalStorage } from "@mantine/hooks";
import {
  IconLayoutSidebarLeftCollapse,
  IconLayoutSidebarLeftExpand,
  IconMenu2,
  IconSearch,
} from "@tabler/icons-react";
import { Outlet } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { ErrorState } from "./error-state.tsx";
import { Loading } from "./loading.tsx";
import { useMeQuery } from "./me.ts";
import { Navigation } from "./navigation.tsx";
import { OfflineBanner } from "./offline-banner.tsx";
import classes from "./shell.module.css";
import { usePalette } from "./use-palette.tsx";
import { useRoleNews } from "./use-role-news.ts";
import { useSignOutQuestion } from "./use-sign-out.ts";
import { useSignInRedirect } from "./use-sign-in-redirect.ts";
import { UserMenu } from "./user-menu.tsx";

/** Most screens are wide: the first page does not wait for it. */
const NarrowMenu = lazy(async () => ({ default: (await import("./narrow-menu.tsx")).NarrowMenu }));

const SignOutQuestion = lazy(async () => ({
  default: (await import("./sign-out-question.tsx")).SignOutQuestion,
}));

/** What stands around every page of somebody who is signed in. */
export function Shell() {
  useSignInRedirect();
  useRoleNews();
  const [folded, setFolded] = useLocalStorage({ key: "riposte-navigation-folded", defaultValue: false });
  const [menuOpen, menu] = useDisclosure(false);
  const palette = usePalette();
  const isLeaving = useSignOutQuestion(({ isAsked }) => isAsked);
  const fold = folded ? "Unfold the navigation" : "Fold the navigation";
  return (
    <div className={classes["shell"]}>
      <a href="#content" className={classes["skip"]}>
        Skip to the content
      </a>
      <aside className={classes["side"]} data-folded={folded} aria-label="Navigation">
        <div className={classes["top"]}>
          {!folded && <span className={classes["brand"]}>Riposte</span>}
          <Tooltip label={fold}>
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={fold}
              aria-expanded={!folded}
              onClick={() => setFolded(!folded)}
            >
              {folded ? (
                <IconLayoutSidebarLeftExpand size={18} stroke={1.5} aria-hidden />
              ) : (
                <IconLayoutSidebarLeftCollapse size={18} stroke={1.5} aria-hidden />
              )}
            </ActionIcon>
          </Tooltip>
        </div>
        <SearchButton folded={folded} onOpen={palette.open} />
        <Navigation folded={folded} />
        <div className={classes["bottom"]}>
          <UserMenu folded={folded} />
        </div>
      </aside>
      <header className={classes["bar"]}>
        <ActionIcon variant="subtle" color="gray" aria-label="Open the navigation" onClick={menu.open}>
          <IconMenu2 size={20} stroke={1.5} aria-hidden />
        </ActionIcon>
        <span className={classes["brand"]}>Riposte</span>
      </header>
      {menuOpen && (
        <Suspense fallback={null}>
          <NarrowMenu onClose={menu.close} />
        </Suspense>
      )}
      <div className={classes["page"]}>
        <OfflineBanner />
        <main id="content" tabIndex={-1} className={classes["content"]} data-scroll-restoration-id="content">
          <Page />
        </main>
      </div>
      {palette.element}
      {isLeaving && (
        <Suspense fallback={null}>
          <SignOutQuestion />
        </Suspense>
      )}
    </div>
  );
}

/** What is typed is kept as somebody's: whose it is comes first. */
function Page() {
  const { data, error, refetch } = useMeQuery();
  if (data !== undefined) return <Outlet />;
  return error === null ? <Loading /> : <ErrorState error={error} retry={refetch} tab="Error" />;
}

function SearchButton({ folded, onOpen }: { folded: boolean; onOpen: () => void }) {
  return (
    <UnstyledButton
      className={classes["search"]}
      data-folded={folded}
      onClick={onOpen}
      {...(folded ? { "aria-label": "Go to, or do" } : {})}
    >
      <IconSearch size={16} stroke={1.6} aria-hidden />
      {!folded && <span className={classes["searchWord"]}>Go to, or do</span>}
      {!folded && <Kbd size="xs">{isApple() ? "⌘K" : "Ctrl K"}</Kbd>}
    </UnstyledButton>
  );
}

function isApple(): boolean {
  return /Mac|iPhone|iPad/.test(navigator.userAgent);
}
