"""The plain way: the request on stdin, settings in the environment, the log on stderr, the result on stdout."""

import json
import os
import sys

request = json.load(sys.stdin)
device = request.get("device")
if not device:
    sys.exit("device is missing")

print("asking", os.environ.get("RIPOSTE_BASE_URL", "nobody"), "to isolate", device, file=sys.stderr)
print(json.dumps({"device": device, "isolated": True}))
