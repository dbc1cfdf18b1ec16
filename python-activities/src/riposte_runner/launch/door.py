"""The socket at which the launcher is asked, and how it knows by whom."""

from __future__ import annotations

import contextlib
import json
import os
import socket
import struct


def listen(path: str, owner: int | None) -> socket.socket:
    folder = os.path.dirname(os.path.abspath(path))
    os.makedirs(folder, mode=0o700, exist_ok=True)
    if os.stat(folder).st_mode & 0o022:
        raise SystemExit(f"{folder} is shared with other users: the socket needs a folder of its own")
    with contextlib.suppress(FileNotFoundError):
        os.unlink(path)
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    listener.setblocking(False)
    before = os.umask(0o177)
    listener.bind(path)
    os.umask(before)
    os.chmod(folder, 0o700)
    if owner is not None:
        os.chown(path, owner, owner)
        os.chown(folder, owner, owner)
    listener.listen(64)
    return listener


def peer_uid(connection: socket.socket) -> int:
    credentials = connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, struct.calcsize("3i"))
    _pid, uid, _gid = struct.unpack("3i", credentials)
    return uid


def refuse(connection: socket.socket, reason: str, busy: bool = False) -> None:
    with contextlib.suppress(OSError):
        connection.send(json.dumps({"error": reason, "busy": busy}).encode())
    connection.close()
