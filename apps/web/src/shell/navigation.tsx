import { Link } from "@tanstack/react-router";
import classes from "./navigation.module.css";
import { useMe } from "./me.ts";
import { PLACES } from "./places.ts";
import { usePendingApprovals } from "./use-pending-approvals.ts";

interface NavigationProps {
  /** Icons alone; the words stay for screen readers and as a hint. */
  readonly folded: boolean;
  readonly onGo?: () => void;
}

export function Navigation({ folded, onGo }: NavigationProps) {
  const me = useMe();
  const pending = usePendingApprovals();
  const groups = PLACES.map((places) =>
    places.filter(({ permission }) => me?.permissions.includes(permission) ?? false),
  ).filter((places) => places.length > 0);
  return (
    <nav aria-label="Main" className={classes["navigation"]} data-folded={folded}>
      {groups.map((places) => (
        <ul key={places[0]?.to} className={classes["group"]}>
          {places.map(({ label, to, icon: Icon }) => (
            <li key={to}>
              <Link
                to={to}
                className={classes["place"]}
                title={folded ? label : undefined}
                onClick={() => onGo?.()}
              >
                <Icon size={18} stroke={1.6} aria-hidden />
                <span className={classes["label"]}>{label}</span>
                {to === "/approvals" && pending > 0 && (
                  <span className={classes["count"]} aria-label={`${pending} pending`}>
                    {pending > 99 ? "99+" : pending}
                  </span>
                )}
              </Link>
            </li>
          ))}
        </ul>
      ))}
    </nav>
  );
}
