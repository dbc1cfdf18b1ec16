import { Alert, Button, Group, Modal, Stack, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { readApiError } from "../../api/api-error.ts";
import { trpc } from "../../api/trpc.ts";
import type { Person } from "./person-row.tsx";
import { ShownOnce } from "./shown-once.tsx";

/** For somebody who has forgotten theirs. */
export function NewPasswordLink({ person, onClose }: { person: Person; onClose: () => void }) {
  const { id, name } = person;
  const make = useMutation(trpc.people.newPassword.mutationOptions());
  return (
    <Modal
      opened
      onClose={onClose}
      title={`A new password for ${name}`}
      // What is shown once is not lost by a click beside it.
      closeOnClickOutside={make.data === undefined}
      transitionProps={{ duration: 100 }}
    >
      <Stack gap="md">
        {make.data === undefined ? (
          <Text size="sm">
            Makes a link by which {name} sets a new password. Until it is used, the old password stays good;
            then {name} is signed out everywhere.
          </Text>
        ) : (
          <ShownOnce label="Link" value={make.data.url}>
            {`Send it to ${name} yourself: it is shown only now. It works once, for a day.`}
          </ShownOnce>
        )}
        {make.error !== null && (
          <Alert color="red" role="alert">
            {readApiError(make.error).message}
          </Alert>
        )}
        <Group justify="flex-end" gap="sm">
          {make.data === undefined ? (
            <>
              <Button variant="default" onClick={onClose}>
                Cancel
              </Button>
              <Button loading={make.isPending} onClick={() => make.mutate({ id })} data-autofocus>
                Make the link
              </Button>
            </>
          ) : (
            <Button onClick={onClose}>Done</Button>
          )}
        </Group>
      </Stack>
    </Modal>
  );
}
