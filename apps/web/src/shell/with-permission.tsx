import type { ReactNode } from "react";
import type { Permission } from "@riposte/api/router";
import { Loading } from "./loading.tsx";
import { useMay, useMe } from "./me.ts";
import { NoPermission } from "./no-permission.tsx";

interface WithPermissionProps {
  readonly permission: Permission;
  readonly children: ReactNode;
}

/** Around a whole page. What is inside asks the server for what only some may see: it is not there for others, and asks nothing. */
export function WithPermission({ permission, children }: WithPermissionProps) {
  const isKnown = useMe() !== null;
  const may = useMay(permission);
  if (may) return children;
  return isKnown ? <NoPermission permission={permission} isPage /> : <Loading />;
}
