"""A package index on this machine, with wheels that are made for a test: no network is needed."""

from __future__ import annotations

import base64
import hashlib
import io
import tarfile
import threading
import zipfile
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

TAGS = "Tag: py2-none-any\nTag: py3-none-any\n"


def wheel(name: str, version: str, files: Mapping[str, str], requires: tuple[str, ...] = ()) -> tuple[str, bytes]:
    """Its file's name and content; it is for every Python."""
    about = f"{name}-{version}.dist-info"
    metadata = "".join(f"Requires-Dist: {one}\n" for one in requires)
    content = {
        **files,
        f"{about}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n{metadata}",
        f"{about}/WHEEL": f"Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\n{TAGS}",
    }
    record = "".join(f"{path},sha256={digest(text)},{len(text.encode())}\n" for path, text in content.items())
    content[f"{about}/RECORD"] = f"{record}{about}/RECORD,,\n"
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for path, text in content.items():
            archive.writestr(path, text)
    return f"{name}-{version}-py2.py3-none-any.whl", buffer.getvalue()


def source_archive(name: str, version: str, setup: str) -> tuple[str, bytes]:
    """A package that is built by its own code."""
    buffer = io.BytesIO()
    files = {"setup.py": setup, "PKG-INFO": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n"}
    with tarfile.open(fileobj=buffer, mode="w:gz") as archive:
        for path, text in files.items():
            member = tarfile.TarInfo(f"{name}-{version}/{path}")
            member.size = len(text.encode())
            archive.addfile(member, io.BytesIO(text.encode()))
    return f"{name}-{version}.tar.gz", buffer.getvalue()


def digest(text: str) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b"=").decode()


@dataclass(frozen=True)
class PackageIndex:
    url: str


@contextmanager
def package_index(*packages: tuple[str, bytes]) -> Generator[PackageIndex]:
    files = dict(packages)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            last = self.path.rstrip("/").rpartition("/")[2]
            links = [name for name in files if name.startswith(f"{last.replace('-', '_')}-")]
            if last in files:
                self.answer("application/octet-stream", files[last])
            elif links:
                page = "".join(f'<a href="/files/{name}">{name}</a>' for name in links)
                self.answer("text/html", page.encode())
            else:
                self.send_error(404)

        do_HEAD = do_GET

        def answer(self, kind: str, body: bytes) -> None:
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if self.command == "GET":
                self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield PackageIndex(f"http://127.0.0.1:{server.server_port}/simple")
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
