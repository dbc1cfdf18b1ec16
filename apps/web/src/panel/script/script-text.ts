/** What a new script starts with. */
export const NEW_SOURCE = `"""Say in a sentence what this does."""


def main(address: str) -> dict:
    """The arguments come by name; what is returned is the step's output."""
    print("looking at", address)  # goes to the step's log
    return {"address": address, "known": False}
`;

export const NEW_ARGUMENTS = `{
  "type": "object",
  "properties": {
    "address": { "type": "string", "description": "What is looked at" }
  },
  "required": ["address"],
  "additionalProperties": false
}`;
