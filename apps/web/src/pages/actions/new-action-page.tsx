import { Anchor } from "@mantine/core";
import { Link, useNavigate } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { Loading } from "../../shell/loading.tsx";
import { PageHeader } from "../../shell/page-header.tsx";
import classes from "./action-page.module.css";

const ScriptEditor = lazy(async () => ({
  default: (await import("../../panel/script/script-editor.tsx")).ScriptEditor,
}));

/** Where an action begins: a name, and a script that is written, uploaded or dropped. */
export function NewActionPage() {
  const navigate = useNavigate();
  const above = (
    <>
      <Anchor inherit renderRoot={(props) => <Link to="/actions" {...props} />}>
        Actions
      </Anchor>{" "}
      / New
    </>
  );
  return (
    <>
      <PageHeader title="New action" above={above} />
      <div className={classes["editor"]}>
        <Suspense fallback={<Loading />}>
          <ScriptEditor
            action={null}
            onOpen={(action) => void navigate({ to: "/actions/$action", params: { action } })}
            onLeave={() => {}}
          />
        </Suspense>
      </div>
    </>
  );
}
