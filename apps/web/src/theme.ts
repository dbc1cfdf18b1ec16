import { createTheme } from "@mantine/core";

/** Calm and dense: 13 px text on an 8 px rhythm, one accent. */
export const theme = createTheme({
  primaryColor: "indigo",
  fontFamily: "Inter, system-ui, -apple-system, Segoe UI, sans-serif",
  fontSizes: { xs: "11px", sm: "12px", md: "13px", lg: "14px", xl: "16px" },
  spacing: { xs: "4px", sm: "8px", md: "12px", lg: "16px", xl: "24px" },
  defaultRadius: "sm",
  respectReducedMotion: true,
});
