/** What a new script starts with. */
export const NEW_SOURCE = `"""Say in a sentence what this does."""


def main(address: str) -> dict:
    """The arguments come by name; what is returned is the step's output.

    Args:
        address: What is looked at. The step's form shows this line.
    """
    print("looking at", address)  # goes to the step's log
    return {"address": address, "known": False}
`;

/** For a script whose signature says nothing, until its author writes more. */
export const ANY_ARGUMENTS = JSON.stringify({ type: "object" }, null, 2);
