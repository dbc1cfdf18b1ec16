/** `outer[3]/inner[0]` → "", `outer[3]` and itself: what a step of an iteration reads from. */
export function scopesAround(scope: string): string[] {
  const parts = scope === "" ? [] : scope.split("/");
  return ["", ...parts.map((_, at) => parts.slice(0, at + 1).join("/"))];
}
