import type { ComponentType } from "react";
import type { Control } from "../schema/field-spec.ts";
import { ChoiceControl, ChoicesControl } from "./choice-control.tsx";
import type { ControlProps } from "./control-props.ts";
import { CronControl } from "./cron-control.tsx";
import { DateControl, DateTimeControl } from "./date-control.tsx";
import { FileControl } from "./file-control.tsx";
import { GroupControl } from "./group-control.tsx";
import { JsonControl } from "./json-control.tsx";
import { NumberControl } from "./number-control.tsx";
import { PairsControl } from "./pairs-control.tsx";
import { SecretControl } from "./secret-control.tsx";
import { SecondsControl } from "./seconds-control.tsx";
import { TextControl } from "./text-control.tsx";
import { TextsControl } from "./texts-control.tsx";
import { VariantsControl } from "./variants-control.tsx";
import { YesNoControl } from "./yes-no-control.tsx";

export const CONTROLS = {
  text: TextControl,
  secret: SecretControl,
  cron: CronControl,
  file: FileControl,
  number: NumberControl,
  yes_no: YesNoControl,
  choice: ChoiceControl,
  choices: ChoicesControl,
  texts: TextsControl,
  pairs: PairsControl,
  group: GroupControl,
  variants: VariantsControl,
  date: DateControl,
  date_time: DateTimeControl,
  seconds: SecondsControl,
  json: JsonControl,
} as const satisfies Record<Control["kind"], ComponentType<ControlProps>>;
