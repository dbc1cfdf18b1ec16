import { startTestApi } from "@riposte/api/testing";
import type { TestApi } from "@riposte/api/testing";
import { startTestDatabase } from "@riposte/db/testing";

/** The API over a database of its own, which goes with it. */
export interface OwnApi extends TestApi {
  /** For a second API beside it. */
  readonly databaseUrl: string;
}

type Options = Omit<Parameters<typeof startTestApi>[0], "databaseUrl">;

export async function startOwnApi(options: Options = {}): Promise<OwnApi> {
  const database = await startTestDatabase();
  const api = await startTestApi({ ...options, databaseUrl: database.url });
  return {
    ...api,
    databaseUrl: database.url,
    async [Symbol.asyncDispose]() {
      await api[Symbol.asyncDispose]();
      await database.close();
    },
  };
}
