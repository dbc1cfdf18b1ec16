/** As many at once go by the few connections. */
const FEW = 2;

/**
 * postgres.js takes its connections in turn, so of many each is cold whenever it is used. Calls that come one after the
 * other go by `few`, which stay warm; those that come beside them by `many`.
 */
export function warmFirst<Job, Outcome>(
  few: (job: Job) => Promise<Outcome>,
  many: (job: Job) => Promise<Outcome>,
): (job: Job) => Promise<Outcome> {
  let underWay = 0;
  return async (job) => {
    const call = underWay < FEW ? few : many;
    underWay += 1;
    try {
      return await call(job);
    } finally {
      underWay -= 1;
    }
  };
}
