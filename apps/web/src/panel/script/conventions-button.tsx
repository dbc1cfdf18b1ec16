import { ActionIcon, Tooltip } from "@mantine/core";
import { IconHelpCircle } from "@tabler/icons-react";
import { lazy, Suspense, useState } from "react";

const Conventions = lazy(async () => ({ default: (await import("./conventions.tsx")).Conventions }));

/** What a script must keep to, one click away from where it is uploaded. */
export function ConventionsButton() {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Tooltip label="Coding conventions and samples" openDelay={400}>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label="Coding conventions"
          onClick={() => setIsOpen(true)}
        >
          <IconHelpCircle size={16} aria-hidden />
        </ActionIcon>
      </Tooltip>
      {isOpen && (
        <Suspense fallback={null}>
          <Conventions onClose={() => setIsOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
