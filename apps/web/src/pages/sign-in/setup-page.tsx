import { Loading } from "../../shell/loading.tsx";
import { LinkForm } from "./link-form.tsx";
import { UselessLink } from "./useless-link.tsx";
import { useLink } from "./use-link.ts";
import { Outside } from "./outside.tsx";

/** The first start: whoever has the link that the machine printed becomes an admin. */
export function SetupPage() {
  const { token, answer } = useLink();
  if (answer === null) {
    return (
      <Outside title="Set up Riposte">
        <Loading rows={4} />
      </Outside>
    );
  }
  if (!answer.ok) {
    return (
      <UselessLink message={answer.message}>
        Print a new one on the machine that runs Riposte: <code>pnpm riposte setup-link</code>. A start of
        Riposte prints one too, for as long as there is no admin.
      </UselessLink>
    );
  }
  return (
    <Outside
      title="Set up Riposte"
      about="You become its admin: you invite the others and say what each may do."
    >
      <LinkForm token={token} link={answer.data} action="Create my account" />
    </Outside>
  );
}
