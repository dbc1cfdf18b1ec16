import { Switch } from "@mantine/core";
import { Fold } from "../fold.tsx";
import { asObject } from "../fields/literal.ts";
import { usePanel } from "../panel-context.ts";
import { ApprovalForm } from "./approval-form.tsx";
import { approverWords } from "./approver-words.ts";

/** A person must agree before this very call; rejected and expired become ways out. */
export function ActionApproval() {
  const { node, mayWrite, set } = usePanel();
  const approval = node["approval"];
  const isOn = approval !== undefined;
  const values = asObject(approval);
  const approvers = Array.isArray(values["approvers"]) ? values["approvers"].map(String) : [];
  return (
    <Fold
      title="Approval"
      summary={
        isOn
          ? `Asks ${approvers.map((each) => approverWords(each)).join(", ") || "nobody yet"} before it is called.`
          : "Nobody is asked before it is called."
      }
      holds={(field) => field === "approval" || field.startsWith("approval.")}
    >
      <div data-field="approval">
        <Switch
          size="sm"
          label="Ask a person before it is called"
          checked={isOn}
          disabled={!mayWrite}
          onChange={({ currentTarget }) =>
            set("Approval", {
              field: ["approval"],
              value: currentTarget.checked ? { approvers: ["role:analyst"] } : undefined,
            })
          }
        />
      </div>
      {isOn && <ApprovalForm within={["approval"]} values={values} />}
    </Fold>
  );
}
