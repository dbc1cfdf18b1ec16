import { router } from "../trpc.ts";
import { list } from "./list.ts";
import { setAction, setConnector, setPlaybook } from "./set.ts";

export const limitsRouter = router({ list, setPlaybook, setConnector, setAction });
