import { Button, Group, Textarea } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useKept } from "../../own/use-kept.ts";
import { readApiError } from "../../api/api-error.ts";
import { queryClient, trpc } from "../../api/trpc.ts";
import { useMay } from "../../shell/me.ts";

/** What is typed stays in the tab until it is sent. */
export function CommentForm({ id }: { id: string }) {
  const may = useMay("alerts.write");
  const [text, setText, forget] = useKept(`comment.${id}`, "");
  const send = useMutation(
    trpc.alerts.comment.mutationOptions({
      onSuccess: async () => {
        forget();
        await queryClient.invalidateQueries(trpc.alerts.pathFilter());
      },
    }),
  );
  if (!may) return null;
  const submit = () => {
    if (text.trim() !== "" && !send.isPending) send.mutate({ id, content: text });
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Textarea
        aria-label="Comment"
        placeholder="Write a comment"
        autosize
        minRows={2}
        maxRows={12}
        maxLength={10_000}
        value={text}
        error={send.error === null ? null : readApiError(send.error).message}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) submit();
        }}
      />
      <Group justify="flex-end" mt="sm">
        <Button type="submit" size="xs" loading={send.isPending} disabled={text.trim() === ""}>
          Comment
        </Button>
      </Group>
    </form>
  );
}
