import { MantineProvider, PasswordInput } from "@mantine/core";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { theme } from "./theme.ts";

test("the eye that shows a password is reached by Tab, and has a name", () => {
  const html = renderToStaticMarkup(
    <MantineProvider theme={theme}>
      <PasswordInput label="Password" />
    </MantineProvider>,
  );
  const eye = /<button[^>]*aria-label="Show the password"[^>]*>/.exec(html)?.[0] ?? "";
  expect(eye).toContain('tabindex="0"');
  expect(eye).not.toContain('aria-hidden="true"');
});
