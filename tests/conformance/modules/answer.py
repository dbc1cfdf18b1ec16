"""A proxy that answers what was recorded, and nothing else: HTTP as it comes, HTTPS under certificates of its own.

    python answer.py FOLDER

Makes FOLDER/ca.pem, prints `{"port": N}`, and reads lines of JSON on stdin: the exchanges of the call that comes next. To each it
says `{"ready": true}`. Of the same method and address the first that is left answers, and the last one goes on answering.
"""

import base64
import contextlib
import datetime
import json
import socket
import ssl
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

# Where packages come from.
PASSED = ("pypi.org", "files.pythonhosted.org")
LEFT_OUT = ("content-length", "transfer-encoding", "content-encoding", "connection")


class Authority:
    def __init__(self, folder):
        self._folder = folder
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._name = name_of("Recorded answers")
        ca = self._signed(self._name, self._key.public_key(), x509.BasicConstraints(ca=True, path_length=None))
        (folder / "ca.pem").write_bytes(ca.public_bytes(serialization.Encoding.PEM))
        self._contexts = {}
        self._lock = threading.Lock()

    def context_for(self, host):
        with self._lock:
            if host not in self._contexts:
                self._contexts[host] = self._made(host)
            return self._contexts[host]

    def _made(self, host):
        key = ec.generate_private_key(ec.SECP256R1())
        names = x509.SubjectAlternativeName([x509.DNSName(host)])
        certificate = self._signed(name_of(host[:60]), key.public_key(), names)
        path = self._folder / ("host-%d.pem" % len(self._contexts))
        encoding = serialization.Encoding.PEM
        form, open_key = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        path.write_bytes(key.private_bytes(encoding, form, open_key) + certificate.public_bytes(encoding))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(path)
        return context

    def _signed(self, subject, public_key, extension):
        now = datetime.datetime.now(datetime.timezone.utc)
        builder = x509.CertificateBuilder(
            self._name,
            subject,
            public_key,
            x509.random_serial_number(),
            now - datetime.timedelta(days=1),
            now + datetime.timedelta(days=30),
        )
        return builder.add_extension(extension, critical=True).sign(self._key, hashes.SHA256())


def name_of(text):
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def pour(source, target):
    with contextlib.suppress(OSError):
        while data := source.recv(65536):
            target.sendall(data)
    with contextlib.suppress(OSError):
        target.shutdown(socket.SHUT_WR)


class Recorded:
    def __init__(self):
        self._left = []
        self._lock = threading.Lock()

    def expect(self, exchanges):
        with self._lock:
            self._left = [exchange for exchange in exchanges if "url" in exchange]

    def take(self, method, url):
        """Parameters in whatever order they come; the body is the module's business."""
        with self._lock:
            fitting = [one for one in self._left if one["method"] == method and parts(one["url"]) == parts(url)]
            if len(fitting) > 1:
                self._left.remove(fitting[0])
            return fitting[0] if fitting else None


def parts(url):
    found = urlsplit(url)
    port = found.port or (443 if found.scheme == "https" else 80)
    return found.scheme, found.hostname, port, found.path or "/", sorted(parse_qsl(found.query, True))


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 30
    base = None

    def do_CONNECT(self):
        host, _colon, port = self.path.rpartition(":")
        if host in PASSED:
            return self.pass_on(host, int(port))
        self.send_response(200)
        self.end_headers()
        self.connection = self.server.authority.context_for(host).wrap_socket(self.connection, server_side=True)
        self.rfile = self.connection.makefile("rb")
        self.wfile = self.connection.makefile("wb", buffering=0)
        self.base = "https://%s%s" % (host, "" if port == "443" else ":" + port)
        self.close_connection = False
        return None

    def pass_on(self, host, port):
        with socket.create_connection((host, port), timeout=60) as other:
            self.send_response(200)
            self.end_headers()
            back = threading.Thread(target=pour, args=(other, self.connection), daemon=True)
            back.start()
            pour(self.connection, other)
            back.join()
        self.close_connection = True

    def answer(self):
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        url = self.path if self.base is None else self.base + self.path
        found = self.server.recorded.take(self.command, url)
        if found is None:
            return self.send_error(599, "not recorded")
        body = base64.b64decode(found["body"])
        # Without a name and a date of its own.
        self.send_response_only(found["status"], found["reason"] or "")
        for name, value in found["headers"].items():
            if name.lower() not in LEFT_OUT:
                self.send_header(name, str(value))
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)
        return None

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = do_HEAD = do_OPTIONS = answer

    def log_message(self, *_words):
        pass


def main():
    folder = Path(sys.argv[1])
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    # Who breaks off, or trusts nobody, is no module's call.
    server.handle_error = lambda *_of: None
    server.authority, server.recorded = Authority(folder), Recorded()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    say({"port": server.server_address[1]})
    for line in sys.stdin:
        server.recorded.expect(json.loads(line))
        say({"ready": True})


def say(found):
    print(json.dumps(found), flush=True)


if __name__ == "__main__":
    main()
