interface OfModule {
  readonly module?: string | undefined;
}

type Modules = readonly { readonly name: string; readonly logo: string | null }[];

/** The actions as the catalogue tells them, those of a module with its logo: it comes once, however many they are. */
export function withLogos<A extends OfModule>({
  actions,
  modules,
}: {
  readonly actions: readonly A[];
  readonly modules: Modules;
}): readonly (A & { readonly logo?: string })[] {
  return withLogosOf(actions, modules);
}

/** What came with modules, with their logos. */
export function withLogosOf<E extends OfModule>(
  entries: readonly E[],
  modules: Modules,
): readonly (E & { readonly logo?: string })[] {
  const logos = new Map(modules.map(({ name, logo }) => [name, logo]));
  return entries.map((entry) => {
    const logo = entry.module === undefined ? null : logos.get(entry.module);
    return typeof logo === "string" ? { ...entry, logo } : entry;
  });
}
