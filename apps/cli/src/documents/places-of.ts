import { issueInWords } from "@riposte/plan";
import type { z } from "zod";

type Issue = z.core.$ZodIssue;

/** What is wrong and where. Of a union, that of the member which came nearest: the one that got deepest. */
export function placesOf(
  issues: readonly Issue[],
  at: readonly PropertyKey[] = [],
): { path: PropertyKey[]; message: string }[] {
  return issues.flatMap((issue) => {
    const path = [...at, ...issue.path];
    if (issue.code !== "invalid_union" || issue.errors.length === 0)
      return [{ path, message: issueInWords(issue) }];
    const members = issue.errors.filter((member) => !isAboutKind(member));
    if (members.length === 0) return [{ path: [...path, "kind"], message: "there is no such kind" }];
    const nearest = members.toSorted((a, b) => depth(b) - depth(a))[0];
    return placesOf(nearest ?? [], path);
  });
}

/** It was another kind of thing that was meant. */
function isAboutKind(member: readonly Issue[]): boolean {
  return member.some((issue) => issue.path.length === 1 && issue.path[0] === "kind");
}

function depth(issues: readonly Issue[]): number {
  return Math.max(...issues.map((issue) => issue.path.length));
}
