import { Loading } from "../../shell/loading.tsx";
import { LinkForm } from "./link-form.tsx";
import { useLink } from "./use-link.ts";
import type { LinkInfo } from "./use-link.ts";
import { Outside } from "./outside.tsx";
import { UselessLink } from "./useless-link.tsx";

/** An invitation, or a link for a new password. */
export function InvitationPage() {
  const { token, answer } = useLink();
  if (answer === null) {
    return (
      <Outside title="Welcome to Riposte">
        <Loading rows={4} />
      </Outside>
    );
  }
  if (!answer.ok) return <UselessLink message={answer.message} />;
  const { title, about, action } = words(answer.data);
  return (
    <Outside title={title} about={about}>
      <LinkForm token={token} link={answer.data} action={action} />
    </Outside>
  );
}

function words({ purpose, role, workspace }: LinkInfo) {
  if (purpose === "password") {
    return {
      title: "A new password",
      about: "Everywhere you are signed in, you will be signed out.",
      action: "Set the password",
    };
  }
  return {
    title: "Welcome to Riposte",
    about: `You are invited to ${workspace} as ${role ?? "viewer"}.`,
    action: "Create my account",
  };
}
