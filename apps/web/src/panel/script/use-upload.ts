import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { base64Of } from "../../api/base64-of.ts";
import { readApiError } from "../../api/api-error.ts";
import { trpc } from "../../api/trpc.ts";
import type { UploadedScript } from "./script-parts.ts";

const MEGABYTE = 1_048_576;
/** The server says the same; what is larger is not even read here. */
const MOST_BYTES = 8 * MEGABYTE;

/** Chosen or dropped files, read by the server: zips unpacked, and what is wrong said in a sentence. Nothing is kept there. */
export function useUpload(onRead: (scripts: readonly UploadedScript[], ignored: readonly string[]) => void) {
  const [fault, setFault] = useState<string | null>(null);
  const read = useMutation(
    trpc.actions.readUpload.mutationOptions({
      onSuccess: ({ scripts, ignored }) => onRead(scripts, ignored),
      onError: (error) => setFault(readApiError(error).message.replace(/^files: /, "")),
    }),
  );
  const upload = async (files: readonly File[]) => {
    setFault(null);
    if (files.length === 0) return;
    const size = files.reduce((sum, file) => sum + file.size, 0);
    if (size > MOST_BYTES) {
      const what = files.length === 1 ? `${files[0]?.name} is` : "These files are";
      setFault(
        `${what} ${Math.ceil(size / MEGABYTE)} MB large, and ${MOST_BYTES / MEGABYTE} MB can be uploaded at once. Nothing was uploaded.`,
      );
      return;
    }
    try {
      const sent = await Promise.all(
        files.map(async (file) => ({ name: file.name, base64: base64Of(await file.arrayBuffer()) })),
      );
      read.mutate({ files: sent });
    } catch {
      setFault(
        "A file could not be read: it was moved, or is a folder. Choose it again. Nothing was uploaded.",
      );
    }
  };
  return { upload, fault, isReading: read.isPending, forget: () => setFault(null) };
}
