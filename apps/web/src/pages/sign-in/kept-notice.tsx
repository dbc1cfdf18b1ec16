import { Alert, Button } from "@mantine/core";
import { useState } from "react";
import { unsavedKeys } from "../../own/own-key.ts";
import { LeaveQuestion } from "../../shell/leave-question.tsx";

/** Said before anybody signs in: somebody's changes lie in this browser. */
export function KeptNotice() {
  const [keys, setKeys] = useState(() => unsavedKeys());
  const [isAsked, setAsked] = useState(false);
  if (keys.length === 0) return null;
  if (isAsked) {
    return (
      <LeaveQuestion
        words="Whoever made these changes cannot have them back."
        stay="Keep them"
        leave="Discard the unsaved changes"
        onStay={() => setAsked(false)}
        onLeave={() => {
          for (const key of keys) localStorage.removeItem(key);
          setKeys([]);
        }}
      />
    );
  }
  return (
    <Alert color="gray" title="Changes that are not saved">
      They are kept in this browser for whoever made them, and are saved or shown when that person signs in
      here again. Nobody else gets to see them.
      <Button size="compact-xs" variant="default" mt="xs" display="block" onClick={() => setAsked(true)}>
        Discard them…
      </Button>
    </Alert>
  );
}
