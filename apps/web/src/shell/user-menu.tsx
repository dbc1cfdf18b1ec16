import { Menu, UnstyledButton, useMantineColorScheme, VisuallyHidden } from "@mantine/core";
import { IconLogout, IconUserCircle, IconUserCog } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { COLOR_SCHEMES } from "./color-scheme.ts";
import { useMe } from "./me.ts";
import { useSignOut } from "./use-sign-out.ts";
import classes from "./user-menu.module.css";

export function UserMenu({ folded }: { folded: boolean }) {
  const me = useMe();
  const signOut = useSignOut();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <Menu position="right-end" width={220} withinPortal={false}>
      <Menu.Target>
        <UnstyledButton className={classes["button"]}>
          <IconUserCircle size={20} stroke={1.5} aria-hidden />
          {!folded && me !== null && (
            <span className={classes["who"]}>
              <span className={classes["name"]}>{me.name}</span>
              <span className={classes["role"]}>{me.role}</span>
            </span>
          )}
          <VisuallyHidden>Your account and the theme</VisuallyHidden>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        {me !== null && (
          <Menu.Label>
            {me.name}, {me.role} of {me.workspace.name}
          </Menu.Label>
        )}
        {me?.kind === "person" && (
          <Menu.Item
            component={Link}
            to="/account"
            leftSection={<IconUserCog size={16} stroke={1.5} aria-hidden />}
          >
            Your account
          </Menu.Item>
        )}
        <Menu.Label>Theme</Menu.Label>
        <Menu.RadioGroup
          value={colorScheme}
          onChange={(scheme) => setColorScheme(scheme as typeof colorScheme)}
        >
          {COLOR_SCHEMES.map(({ scheme, label }) => (
            <Menu.RadioItem key={scheme} value={scheme}>
              {label}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={16} stroke={1.5} aria-hidden />} onClick={signOut}>
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
