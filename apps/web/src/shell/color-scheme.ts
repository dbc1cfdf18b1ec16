import { IconDeviceDesktop, IconMoon, IconSun } from "@tabler/icons-react";

export const COLOR_SCHEMES = [
  { scheme: "light", label: "Light", icon: IconSun },
  { scheme: "dark", label: "Dark", icon: IconMoon },
  { scheme: "auto", label: "As the system", icon: IconDeviceDesktop },
] as const;
