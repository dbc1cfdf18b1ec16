import { useEffect, useState } from "react";
import { client } from "../../api/trpc.ts";

type Follow = typeof client.environments.follow.subscribe;
type News = Parameters<NonNullable<Parameters<Follow>[1]["onData"]>>[0];

/** How the building of packages goes on one runner. */
export type EnvironmentBuild = News["data"][number];

export interface EnvironmentAsked {
  /** Of what is required. */
  readonly hash: string;
  /** The version; "": the runner's own. */
  readonly python: string;
}

/** What has become of packages on each runner, as it goes. Of other packages it is asked with another key. */
export function useEnvironment({ hash, python }: EnvironmentAsked): readonly EnvironmentBuild[] {
  const [builds, setBuilds] = useState<readonly EnvironmentBuild[]>([]);
  useEffect(() => {
    const following = client.environments.follow.subscribe(
      { hash, ...(python === "" ? {} : { python }) },
      { onData: ({ data }) => setBuilds(data) },
    );
    return () => following.unsubscribe();
  }, [hash, python]);
  return builds;
}
