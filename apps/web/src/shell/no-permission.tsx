import { IconLock } from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { Permission } from "@riposte/api/router";
import { leastRole, useMe } from "./me.ts";
import { Notice } from "./notice.tsx";

interface NoPermissionProps {
  /** Says which role may. */
  readonly permission?: Permission;
  /** The server's own words, where there are some. */
  readonly children?: ReactNode;
  /** It stands for the whole page. */
  readonly isPage?: boolean;
}

export function NoPermission({ permission, children, isPage = false }: NoPermissionProps) {
  const me = useMe();
  return (
    <Notice icon={IconLock} title="Your role does not allow this" isPage={isPage}>
      {children}
      {permission !== undefined && (
        <p>
          It takes the role {leastRole(permission)}
          {me === null ? "" : `; you are ${me.role}`}.
        </p>
      )}
      <p>An admin can change roles under People.</p>
    </Notice>
  );
}
