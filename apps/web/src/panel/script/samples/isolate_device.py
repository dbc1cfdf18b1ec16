"""Python 3, run as a whole: the request on stdin, the connector in the environment, the result on stdout."""

import json
import os
import sys

request = json.load(sys.stdin)
device = request.get("device")
if not device:
    print("device is missing", file=sys.stderr)
    sys.exit(2)  # bad input: trying again would not help

# The field base_url of the connector; RIPOSTE_API_KEY would be its secret apiKey.
server = os.environ.get("RIPOSTE_BASE_URL", "nobody")
print("asking", server, "to isolate", device, file=sys.stderr)
print(json.dumps({"device": device, "isolated": True}))
