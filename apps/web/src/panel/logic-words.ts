import type { DraftNode } from "@riposte/draft";

/** What steps do that are no action. */
export const LOGIC_WORDS: Readonly<Partial<Record<DraftNode["kind"], string>>> = {
  condition: "Decides which way the run goes on.",
  join: "Brings branches together again.",
  wait: "Lets time pass. A restart loses nothing of it.",
  set: "Keeps values for later steps, which read them as vars.name.",
  approval: "Asks people, and goes on by what they decide.",
  respond: "Answers whoever called the webhook and waits.",
  fail: "Ends the run as failed.",
  switch: "Decides by a value which way the run goes on.",
  stop: "Ends the run as done.",
  for_each: "Does the steps in it for every item of a list.",
  while: "Does the steps in it again and again, as long as its condition says so.",
  note: "For readers of the drawing.",
};
