import type { Sql, TransactionSql } from "postgres";

/**
 * Whether the run `i`, of the inbox or of runs, counts under its playbook's limit and waits for it. A test of a draft does
 * not: somebody sits before it. Nor does a run that its own playbook called, itself or through others: it has that one's
 * place, for which it would else wait for ever.
 */
export const standsInLine = (sql: Sql | TransactionSql) => sql`(i.version <> 0 and not exists (
  with recursive above (id) as (
    select l.parent_id from run_links l where l.run_id = i.id and l.kind = 'child'
    union all
    select l.parent_id from above a join run_links l on l.run_id = a.id and l.kind = 'child'
  )
  select from above a join runs r on r.id = a.id where r.playbook_id = i.playbook_id and r.version <> 0))`;
