/**
 * Resolves after that many microtasks. Of one promise: for each one that workflow code makes, Temporal's worker takes down a
 * stack, which costs more than all that a hop does.
 */
export function hops(count: number): Promise<void> {
  let left = count;
  const hop = {
    // oxlint-disable-next-line unicorn/no-thenable -- what is resolved with a thenable asks it in the next microtask
    then(resolve: (value?: PromiseLike<void>) => void) {
      left -= 1;
      resolve(left > 0 ? (hop as PromiseLike<void>) : undefined);
    },
  };
  return new Promise((resolve) => resolve(hop as PromiseLike<void>));
}
