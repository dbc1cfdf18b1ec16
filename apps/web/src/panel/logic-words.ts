import type { DraftNode } from "@riposte/draft";

/** What steps do that are no action. */
export const LOGIC_WORDS: Readonly<Partial<Record<DraftNode["kind"], string>>> = {
  condition: "Decides which way the run goes on.",
  join: "Brings branches together again.",
  wait: "Lets time pass. A restart loses nothing of it.",
  wait_event: "Waits until an event that matches arrives. A restart loses none.",
  set: "Keeps values for later steps, which read them as vars.name.",
  approval: "Asks people, and goes on by what they decide.",
  respond: "Answers whoever called the webhook and waits.",
  fail: "Ends the run as failed.",
  switch: "Decides by a value which way the run goes on.",
  stop: "Ends the whole run as done, also from within a loop.",
  sub_playbook: "Runs another playbook as a run of its own, and waits for its end.",
  return: "Ends the run as done, and gives values back to the playbook that called it.",
  for_each: "Does the steps in it for every item of a list.",
  while: "Does the steps in it again and again, as its condition says.",
  note: "For those who read the drawing. It does not run.",
};
