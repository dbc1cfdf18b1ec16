import { router } from "../trpc.ts";
import { invitations, invite, revokeInvitation } from "./invitations.ts";
import { list } from "./list.ts";
import { newPassword } from "./new-password.ts";
import { remove } from "./remove.ts";
import { setRole } from "./set-role.ts";
import { setupLink } from "./setup-link.ts";

export const peopleRouter = router({
  list,
  setRole,
  remove,
  newPassword,
  invitations,
  invite,
  revokeInvitation,
  setupLink,
});
