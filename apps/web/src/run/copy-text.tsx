import { ActionIcon, CopyButton, Tooltip } from "@mantine/core";
import { IconBraces, IconCheck, IconCopy } from "@tabler/icons-react";

interface CopyTextProps {
  readonly text: string;
  /** What is copied: "Copy the value". */
  readonly label: string;
  readonly icon?: "text" | "path";
}

export function CopyText({ text, label, icon = "text" }: CopyTextProps) {
  const Icon = icon === "path" ? IconBraces : IconCopy;
  return (
    <CopyButton value={text} timeout={1_500}>
      {({ copied, copy }) => (
        <Tooltip label={copied ? "Copied" : label}>
          <ActionIcon
            size="sm"
            variant="subtle"
            color="gray"
            aria-label={copied ? "Copied" : label}
            onClick={copy}
          >
            {copied ? <IconCheck size={14} aria-hidden /> : <Icon size={14} aria-hidden />}
          </ActionIcon>
        </Tooltip>
      )}
    </CopyButton>
  );
}
