"""In a mount namespace of its own: empties folders that only root may enter, keeping the way to some inside.

    unshare --mount --propagation private python3 -I -S stage.py PLAN PROGRAM [ARGUMENT…]

PLAN is JSON: `[{"folder": "/root", "kept": ["/root/riposte", …]}]`. The rest of the folder is not there for
the program and what it starts, which is all the better.
"""

import json
import os
import subprocess
import sys
import tempfile


def mount(*arguments):
    subprocess.run(["mount", *arguments], check=True)


def main():
    plan = json.loads(sys.argv[1])
    command = sys.argv[2:]
    aside = tempfile.mkdtemp(prefix="riposte-stage-", dir="/run" if os.path.isdir("/run") else "/tmp")
    mount("-t", "tmpfs", "tmpfs", aside)
    places = {}
    # Everything is put aside first: one of the folders may lie inside another.
    for path in [path for entry in plan for path in entry["kept"]]:
        places[path] = os.path.join(aside, str(len(places)))
        os.mkdir(places[path])
        mount("--rbind", path, places[path])
    for entry in plan:
        mount("-t", "tmpfs", "-o", "mode=0755,size=1m", "tmpfs", entry["folder"])
        for path in entry["kept"]:
            os.makedirs(path, mode=0o755, exist_ok=True)
            mount("--rbind", places[path], path)
    subprocess.run(["umount", "--lazy", aside], check=True)
    os.rmdir(aside)
    os.chdir(os.path.dirname(command[0]))
    os.execv(command[0], command)


if __name__ == "__main__":
    main()
