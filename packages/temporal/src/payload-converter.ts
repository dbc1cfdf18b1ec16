// Loaded by the SDK by its path, in Node and into the workflow sandbox: nothing here may import `node:`.
import {
  CompositePayloadConverter,
  JsonPayloadConverter,
  UndefinedPayloadConverter,
} from "@temporalio/common";
import { planRefConverter } from "./plan-ref-converter.ts";
import { refusedConverter } from "./refused-payload.ts";

export const payloadConverter = new CompositePayloadConverter(
  new UndefinedPayloadConverter(),
  planRefConverter,
  refusedConverter,
  new JsonPayloadConverter(),
);
