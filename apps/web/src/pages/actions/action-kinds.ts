/** The order in which the palette has them. */
export const ACTION_KINDS = {
  getter: "Getters",
  setter: "Setters",
  notifier: "Notifiers",
  enricher: "Enrichers",
  helper: "Helpers",
  script: "Scripts",
} as const;

export type ActionKind = keyof typeof ACTION_KINDS;

interface Searchable {
  readonly key: string;
  readonly name: string;
  readonly description: string;
  readonly kind: ActionKind;
}

/** By kind, those that hold all the words; a kind without any is left out. */
export function groupActions<A extends Searchable>(
  actions: readonly A[],
  { text, kind }: { readonly text: string; readonly kind: string },
): readonly { readonly kind: ActionKind; readonly actions: readonly A[] }[] {
  const words = text.toLowerCase().split(/\s+/);
  const holds = ({ key, name, description }: A) => {
    const all = `${key} ${name} ${description}`.toLowerCase();
    return words.every((word) => all.includes(word));
  };
  return (Object.keys(ACTION_KINDS) as ActionKind[])
    .filter((each) => kind === "" || kind === each)
    .map((each) => ({
      kind: each,
      actions: actions
        .filter((action) => action.kind === each && holds(action))
        .toSorted((a, b) => a.name.localeCompare(b.name, "en")),
    }))
    .filter((group) => group.actions.length > 0);
}
