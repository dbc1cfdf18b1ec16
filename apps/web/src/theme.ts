import { createTheme } from "@mantine/core";
import type { CSSVariablesResolver, MantineColorsTuple } from "@mantine/core";

/** Every text colour that is used on its background keeps 4.5 : 1, in light and dark. */
const gray: MantineColorsTuple = [
  "#fafafa",
  "#f4f4f5",
  "#eaeaec",
  "#dddde0",
  "#c8c8cd",
  "#a3a4ab",
  "#67686f",
  "#515258",
  "#33343a",
  "#1c1d21",
];

const dark: MantineColorsTuple = [
  "#d8d9dd",
  "#b9bac1",
  "#9fa0a9",
  "#8f909a",
  "#44454d",
  "#34353b",
  "#292a2f",
  "#1b1c1f",
  "#151618",
  "#0f1011",
];

const accent: MantineColorsTuple = [
  "#eff4ff",
  "#dfe8fb",
  "#bccff4",
  "#96b3ee",
  "#769be9",
  "#5079dc",
  "#3463c9",
  "#2a53ad",
  "#234691",
  "#173473",
];

/** White on its sixth shade, which filled buttons have, keeps 4.5 : 1. */
const red: MantineColorsTuple = [
  "#fff2f1",
  "#ffe1df",
  "#fbc3bf",
  "#f39c96",
  "#ec7b73",
  "#d9483f",
  "#c5352c",
  "#b3261e",
  "#981d17",
  "#7d1511",
];

const title = { fontSize: "15px", fontWeight: 600 };
const close = { closeButtonProps: { "aria-label": "Close" } };

const sans =
  "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Liberation Sans', 'Helvetica Neue', Arial, sans-serif";

/** Calm and dense: 13 px text on an 8 px rhythm, one accent, the system's own fonts. */
export const theme = createTheme({
  colors: { gray, dark, accent, red },
  primaryColor: "accent",
  primaryShade: { light: 6, dark: 6 },
  black: gray[9],
  fontFamily: sans,
  headings: {
    fontFamily: sans,
    fontWeight: "600",
    sizes: {
      h1: { fontSize: "18px", lineHeight: "1.35" },
      h2: { fontSize: "15px", lineHeight: "1.4" },
      h3: { fontSize: "13px", lineHeight: "1.45" },
    },
  },
  fontSizes: { xs: "12px", sm: "13px", md: "13px", lg: "14px", xl: "16px" },
  lineHeights: { xs: "1.4", sm: "1.45", md: "1.5", lg: "1.5", xl: "1.5" },
  spacing: { xs: "4px", sm: "8px", md: "12px", lg: "16px", xl: "24px" },
  defaultRadius: "sm",
  respectReducedMotion: true,
  cursorType: "pointer",
  // By name only: what names the components themselves loads all of them before the first page.
  components: {
    Anchor: { defaultProps: { underline: "hover" } },
    Drawer: { defaultProps: close, styles: { title } },
    Modal: { defaultProps: close, styles: { title } },
    Notification: { defaultProps: close },
    // The eye would be out of reach of the keyboard, and of screen readers.
    PasswordInput: {
      defaultProps: { visibilityToggleButtonProps: { tabIndex: 0, "aria-label": "Show the password" } },
    },
    // Without it a menu has a child that menus may not have.
    Menu: { defaultProps: { withInitialFocusPlaceholder: false, transitionProps: { duration: 100 } } },
    // Content stands within landmarks: a tooltip in the page's main one, over whatever that cuts off.
    Tooltip: {
      defaultProps: {
        openDelay: 400,
        transitionProps: { duration: 100 },
        floatingStrategy: "fixed",
        portalProps: { target: "#content, body:not(:has(#content))" },
      },
    },
  },
});

/** Where Mantine's own choice is paler than 4.5 : 1. */
export const variables: CSSVariablesResolver = (resolved) => ({
  variables: {},
  light: {
    "--mantine-color-dimmed": resolved.colors.gray[6],
    "--mantine-color-placeholder": resolved.colors.gray[6],
    "--mantine-color-error": "#b3261e",
    "--riposte-surface": resolved.colors.gray[0],
    "--riposte-border": resolved.colors.gray[3],
    "--riposte-good": "#1a7f42",
    "--riposte-bad": "#b3261e",
    "--riposte-warn": "#955600",
    "--riposte-busy": resolved.colors["accent"]?.[6] ?? "",
  },
  dark: {
    "--mantine-color-dimmed": resolved.colors.dark[2],
    "--mantine-color-placeholder": resolved.colors.dark[3],
    "--mantine-color-error": "#ff8f85",
    "--riposte-surface": resolved.colors.dark[8],
    "--riposte-border": resolved.colors.dark[5],
    "--riposte-good": "#57c27f",
    "--riposte-bad": "#ff8f85",
    "--riposte-warn": "#e8ad4e",
    "--riposte-busy": resolved.colors["accent"]?.[4] ?? "",
  },
});
