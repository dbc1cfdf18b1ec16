import { IconBellRinging, IconEye, IconPencilBolt } from "@tabler/icons-react";
import classes from "./actions-page.module.css";

const EFFECTS = {
  read: { word: "Reads", icon: IconEye, meaning: "Changes nothing" },
  write: { word: "Writes", icon: IconPencilBolt, meaning: "Changes something outside" },
  notify: { word: "Notifies", icon: IconBellRinging, meaning: "Tells somebody something" },
} as const;

export function Effect({ effect }: { effect: keyof typeof EFFECTS }) {
  const { word, icon: Icon, meaning } = EFFECTS[effect];
  return (
    <span className={classes["effect"]} data-effect={effect} title={meaning}>
      <Icon size={16} stroke={1.75} aria-hidden />
      {word}
    </span>
  );
}
