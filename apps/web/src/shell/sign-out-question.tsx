import { Modal } from "@mantine/core";
import { useFocusBack } from "./focus-back.ts";
import { LeaveQuestion } from "./leave-question.tsx";
import { useDiscardAndSignOut, useSignOutQuestion } from "./use-sign-out.ts";

/** Asked of who signs out while something of theirs is kept in this browser only. */
export function SignOutQuestion() {
  useFocusBack();
  const leave = useDiscardAndSignOut();
  const close = () => useSignOutQuestion.setState({ isAsked: false });
  return (
    <Modal opened onClose={close} title="Sign out" transitionProps={{ duration: 100 }}>
      <LeaveQuestion
        words="Changes of yours are not saved: they are kept in this browser only, and signing out discards them."
        stay="Stay signed in"
        leave="Discard them and sign out"
        onStay={close}
        onLeave={() => {
          close();
          leave();
        }}
      />
    </Modal>
  );
}
