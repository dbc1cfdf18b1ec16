import { Drawer } from "@mantine/core";
import { useFocusBack } from "./focus-back.ts";
import { Navigation } from "./navigation.tsx";
import { UserMenu } from "./user-menu.tsx";

/** The navigation where there is no room for it at the side. */
export function NarrowMenu({ onClose }: { onClose: () => void }) {
  useFocusBack();
  return (
    <Drawer opened onClose={onClose} size={260} title="Riposte" padding="xs">
      <Navigation folded={false} onGo={onClose} />
      <UserMenu folded={false} />
    </Drawer>
  );
}
