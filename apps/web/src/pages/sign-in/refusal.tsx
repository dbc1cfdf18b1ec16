import { Alert } from "@mantine/core";

/** Why a form was not taken, where it is about no field of it; read out as it appears. */
export function Refusal({ message }: { message: string | null }) {
  if (message === null) return null;
  return (
    <Alert color="red" variant="light" role="alert">
      {message}
    </Alert>
  );
}
