import { Button, Group } from "@mantine/core";
import { useDraft } from "../canvas/draft-store.ts";
import { usePanel } from "../panel/panel-context.ts";
import { askTest } from "./reach.ts";

/** From the panel of a step to its test, in the drawer. */
export function TryStep() {
  const { node, mayWrite } = usePanel();
  const playbook = useDraft((draft) => draft.playbook.id);
  if (!mayWrite) return null;
  return (
    <Group gap={4} mt={4}>
      <Button
        size="compact-xs"
        variant="default"
        onClick={() => askTest(playbook, { kind: "up_to", step: node.id })}
      >
        Test up to here
      </Button>
      <Button
        size="compact-xs"
        variant="default"
        onClick={() => askTest(playbook, { kind: "one", step: node.id })}
      >
        Test this step
      </Button>
    </Group>
  );
}
