interface WithModules<A> {
  readonly actions: readonly A[];
  readonly modules: readonly { readonly name: string; readonly logo: string | null }[];
}

/** The actions as the catalogue tells them, those of a module with its logo: it comes once, however many they are. */
export function withLogos<A extends { readonly module?: string | undefined }>({
  actions,
  modules,
}: WithModules<A>): readonly (A & { readonly logo?: string })[] {
  const logos = new Map(modules.map(({ name, logo }) => [name, logo]));
  return actions.map((action) => {
    const logo = action.module === undefined ? null : logos.get(action.module);
    return typeof logo === "string" ? { ...action, logo } : action;
  });
}
