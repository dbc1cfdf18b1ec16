/** What people see on the step's card. */
export function called({
  label,
  name,
}: {
  readonly label?: string | undefined;
  readonly name: string;
}): string {
  return label === undefined || label.trim() === "" ? name : label;
}
