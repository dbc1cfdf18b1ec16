import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from "@tanstack/react-router";
import { parseSearch, stringifySearch } from "./address/plain-search.ts";
import { ErrorState } from "./shell/error-state.tsx";
import { Loading } from "./shell/loading.tsx";
import { NotFoundPage } from "./shell/not-found-page.tsx";
import { Shell } from "./shell/shell.tsx";

const root = createRootRoute();
const shell = createRoute({ getParentRoute: () => root, id: "shell", component: Shell });

const start = createRoute({
  getParentRoute: () => shell,
  path: "/",
  beforeLoad: () => {
    // oxlint-disable-next-line typescript/only-throw-error -- the router takes it so
    throw redirect({ to: "/playbooks" });
  },
});

const inside = [
  createRoute({
    getParentRoute: () => shell,
    path: "/playbooks",
    component: lazyRouteComponent(() => import("./pages/playbooks/playbooks-page.tsx"), "PlaybooksPage"),
  }),
  createRoute({
    getParentRoute: () => shell,
    path: "/playbooks/import",
    component: lazyRouteComponent(() => import("./pages/playbooks/import/import-page.tsx"), "ImportPage"),
  }),
  createRoute({
    getParentRoute: () => shell,
    path: "/playbooks/$playbook",
    component: lazyRouteComponent(() => import("./pages/playbooks/editor-page.tsx"), "EditorPage"),
  }),
  createRoute({
    getParentRoute: () => shell,
    path: "/playbooks/$playbook/versions",
    component: lazyRouteComponent(
      () => import("./pages/playbooks/versions/versions-page.tsx"),
      "VersionsPage",
    ),
  }),
  createRoute({
    getParentRoute: () => shell,
    path: "/runs",
    component: lazyRouteComponent(() => import("./pages/runs/runs-page.tsx"), "RunsPage"),
  }),
  createRoute({
    getParentRoute: () => shell,
    path: "/runs/$run",
    component: lazyRouteComponent(() => import("./pages/runs/run-page.tsx"), "RunPage"),
  }),
  createRoute({
    getParentRoute: () => shell,
    path: "/runs/$run/scripts/$step",
    component: lazyRouteComponent(() => import("./pages/runs/ran-script-page.tsx"), "RanScriptPage"),
  }),
  createRoute({
    getParentRoute: () => shell,
    path: "/backtests/$backtest",
    component: lazyRouteComponent(() => import("./pages/backtests/backtest-page.tsx"), "BacktestPage"),
  }),
  createRoute({
    getParentRoute: () => shell,
    path: "/backtests/$backtest/$run",
    component: lazyRouteComponent(
      () => import("./pages/backtests/backtest-event-page.tsx"),
      "BacktestEventPage",
    ),
  }),
  createRoute({
    getParentRoute: () => shell,
    path: "/approvals",
    component: lazyRouteComponent(() => import("./pages/approvals/approvals-page.tsx"), "ApprovalsPage"),
  }),
  createRoute({
    getParentRoute: () => shell,
    path: "/approvals/$approval",
    component: lazyRouteComponent(() => import("./pages/approvals/approval-page.tsx"), "ApprovalPage"),
  }),
  createRoute({
    getParentRoute: () => shell,
    path: "/alerts",
    component: lazyRouteComponent(() => import("./pages/alerts/alerts-page.tsx"), "AlertsPage"),
  }),
  createRoute({
    getParentRoute: () => shell,
    path: "/alerts/$alert",
    component: lazyRouteComponent(() => import("./pages/alerts/alert-page.tsx"), "AlertPage"),
  }),
  createRoute({
    getParentRoute: () => shell,
    path: "/actions",
    component: lazyRouteComponent(() => import("./pages/actions/actions-page.tsx"), "ActionsPage"),
  }),
  createRoute({
    getParentRoute: () => shell,
    path: "/actions/new",
    component: lazyRouteComponent(() => import("./pages/actions/new-action-page.tsx"), "NewActionPage"),
  }),
  createRoute({
    getParentRoute: () => shell,
    path: "/actions/$action",
    component: lazyRouteComponent(() => import("./pages/actions/action-page.tsx"), "ActionPage"),
  }),
  createRoute({
    getParentRoute: () => shell,
    path: "/connectors",
    component: lazyRouteComponent(() => import("./pages/connectors/connectors-page.tsx"), "ConnectorsPage"),
  }),
  createRoute({
    getParentRoute: () => shell,
    path: "/outbox",
    component: lazyRouteComponent(() => import("./pages/outbox/outbox-page.tsx"), "OutboxPage"),
  }),
  createRoute({
    getParentRoute: () => shell,
    path: "/audit",
    component: lazyRouteComponent(() => import("./pages/audit/audit-page.tsx"), "AuditPage"),
  }),
  createRoute({
    getParentRoute: () => shell,
    path: "/people",
    component: lazyRouteComponent(() => import("./pages/people/people-page.tsx"), "PeoplePage"),
  }),
  createRoute({
    getParentRoute: () => shell,
    path: "/runners",
    component: lazyRouteComponent(() => import("./pages/runners/runners-page.tsx"), "RunnersPage"),
  }),
  createRoute({
    getParentRoute: () => shell,
    path: "/account",
    component: lazyRouteComponent(() => import("./pages/account/account-page.tsx"), "AccountPage"),
  }),
] as const;

/** Whatever else is asked for: told inside the shell, where one can go on. */
const nowhere = createRoute({ getParentRoute: () => shell, path: "$", component: NotFoundPage });

const outside = [
  createRoute({
    getParentRoute: () => root,
    path: "/sign-in",
    /** `next`: where one was; read it with `nextPage`. */
    validateSearch: ({ next }: Record<string, unknown>): { next?: string } =>
      typeof next === "string" ? { next } : {},
    component: lazyRouteComponent(() => import("./pages/sign-in/sign-in-page.tsx"), "SignInPage"),
  }),
  createRoute({
    getParentRoute: () => root,
    path: "/setup",
    component: lazyRouteComponent(() => import("./pages/sign-in/setup-page.tsx"), "SetupPage"),
  }),
  createRoute({
    getParentRoute: () => root,
    path: "/invitation",
    component: lazyRouteComponent(() => import("./pages/sign-in/invitation-page.tsx"), "InvitationPage"),
  }),
] as const;

export const router = createRouter({
  routeTree: root.addChildren([shell.addChildren([start, ...inside, nowhere]), ...outside]),
  defaultPreload: "intent",
  defaultPendingComponent: Loading,
  defaultErrorComponent: ({ error, reset }) => <ErrorState error={error} retry={reset} tab="Error" />,
  defaultNotFoundComponent: NotFoundPage,
  parseSearch,
  stringifySearch,
  scrollRestoration: true,
  scrollToTopSelectors: ["#content"],
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
