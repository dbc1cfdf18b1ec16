/** The trigger that somebody starts by hand on an alert: the one that means the same here. */
export const MANUAL = "fc26eb9f-b272-4c15-b3bf-ace397c0dc57";

/** What the public triggers are called, by their uuid. */
export const TRIGGERS: Readonly<Record<string, string>> = {
  "5bd0d367-3332-48ed-8fe9-d4eda0d7de4a": "Alert Comment Created",
  "785583cf-4377-43ce-a5fb-f4572eb57456": "Alert Created",
  "83d7092a-0036-4adb-83c1-087265c57659": "Alert Events Threshold",
  "26df593b-6513-45bb-83e5-7b09effa34dc": "Alert Status Changed",
  "7e092f68-5e35-40ac-ac0a-46b7bdbbe3ff": "Alert Updated",
  "fc26eb9f-b272-4c15-b3bf-ace397c0dc57": "Manual Trigger",
  "93a34848-06f3-4ed9-b2c9-e5fdaf1a8157": "Case Alerts Updated",
  "408814cf-993b-43a6-ae9d-f6d9a9cd762f": "Case Created",
  "d420e76e-c4e7-42fd-ba15-a6b6df6a2cb3": "Case Updated",
  "ac6100ed-3fb7-4355-83ac-049c14aa44fd": "Feed Consumption",
  "9859df5d-a743-41e9-ad6c-cca078b3e054": "Feed IOC Consumption",
  "fe249825-c8c5-4321-8791-f476b505072d": "Any Alert Update",
  "5039c9fe-b2d8-40b3-a11b-d2a810ddbf91": "Cron",
};
