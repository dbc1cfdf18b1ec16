import { IconCircle, IconCircleCheck, IconCircleDot, IconCircleMinus, IconEye } from "@tabler/icons-react";
import type { Icon } from "@tabler/icons-react";
import classes from "./alert-status.module.css";

const LOOKS: Readonly<Record<string, { icon: Icon; tone: string }>> = {
  Pending: { icon: IconCircle, tone: "warn" },
  Acknowledged: { icon: IconEye, tone: "busy" },
  Ongoing: { icon: IconCircleDot, tone: "busy" },
  Rejected: { icon: IconCircleMinus, tone: "quiet" },
  Closed: { icon: IconCircleCheck, tone: "good" },
};

export function AlertStatus({ name }: { name: string }) {
  const { icon: Icon, tone } = LOOKS[name] ?? { icon: IconCircle, tone: "quiet" };
  return (
    <span className={classes["status"]} data-tone={tone}>
      <Icon size={16} stroke={1.75} aria-hidden />
      {name}
    </span>
  );
}
