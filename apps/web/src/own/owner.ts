/** Whose page this is: what they type is kept as theirs, and taken by the server from nobody else. */
let owner: string | null = null;

interface Somebody {
  readonly id: string;
  readonly workspace: { readonly id: string };
}

/** A person in a workspace: in another one they are somebody else. */
export function noteOwner({ id, workspace }: Somebody): void {
  owner = `${workspace.id}.${id}`;
}

/** Somebody goes, or comes: from now on it is nobody's, until the server says whose. */
export function forgetOwner(): void {
  owner = null;
}

/** Null before the server has answered. */
export function ownerNow(): string | null {
  return owner;
}
