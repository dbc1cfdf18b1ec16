import { actionsRouter } from "./actions/actions-router.ts";
import { alertsRouter } from "./alerts/alerts-router.ts";
import { approvalsRouter } from "./approvals/approvals-router.ts";
import { auditRouter } from "./audit/audit-router.ts";
import { backtestsRouter } from "./backtests/backtests-router.ts";
import { catalogueRouter } from "./catalogue/catalogue-router.ts";
import { connectorsRouter } from "./connectors/connectors-router.ts";
import { documentsRouter } from "./documents/documents-router.ts";
import { environmentsRouter } from "./environments/environments-router.ts";
import { inboxRouter } from "./inbox/inbox-router.ts";
import { keysRouter } from "./keys/keys-router.ts";
import { languageRouter } from "./language/language-router.ts";
import { limitsRouter } from "./limits/limits-router.ts";
import { meRouter } from "./me/me-router.ts";
import { modulesRouter } from "./modules/modules-router.ts";
import { outboxRouter } from "./outbox/outbox-router.ts";
import { peopleRouter } from "./people/people-router.ts";
import { playbooksRouter } from "./playbooks/playbooks-router.ts";
import { runnersRouter } from "./runners/runners-router.ts";
import { runsRouter } from "./runs/runs-router.ts";
import { samplesRouter } from "./samples/samples-router.ts";
import { statusRouter } from "./status/status-router.ts";
import { templatesRouter } from "./templates/templates-router.ts";
import { tokensRouter } from "./tokens/tokens-router.ts";
import { trialsRouter } from "./trials/trials-router.ts";
import { router } from "./trpc.ts";

export const appRouter = router({
  me: meRouter,
  people: peopleRouter,
  playbooks: playbooksRouter,
  actions: actionsRouter,
  trials: trialsRouter,
  backtests: backtestsRouter,
  language: languageRouter,
  catalogue: catalogueRouter,
  connectors: connectorsRouter,
  modules: modulesRouter,
  limits: limitsRouter,
  templates: templatesRouter,
  documents: documentsRouter,
  environments: environmentsRouter,
  runners: runnersRouter,
  runs: runsRouter,
  approvals: approvalsRouter,
  tokens: tokensRouter,
  alerts: alertsRouter,
  outbox: outboxRouter,
  audit: auditRouter,
  samples: samplesRouter,
  status: statusRouter,
  inbox: inboxRouter,
  keys: keysRouter,
});

/** What clients import, as a type only. */
export type AppRouter = typeof appRouter;
export type { Permission, Permissions } from "./permissions.ts";
