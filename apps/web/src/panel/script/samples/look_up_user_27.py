# Python 2.7 and 3, run as a whole: the request is also in the file that the first argument names.
import io
import json
import sys

with io.open(sys.argv[1], encoding="utf-8") as source:
    request = json.load(source)
if "user" not in request:
    sys.stderr.write("user is missing\n")
    sys.exit(2)
sys.stderr.write("looking up a user\n")
print("the last line of JSON is the result")
print(json.dumps({"user": request["user"], "risk": 0.5}, sort_keys=True))
