import { complete } from "../outcome.ts";
import type { Executor } from "./executor.ts";

/** The join itself happened in the dataflow. */
export const join: Executor<"join"> = {
  fields: () => ({}),
  act: (turn, active) => complete(turn, active),
};
