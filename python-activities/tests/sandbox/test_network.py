"""What a script reaches by the network of its action, out of a real sandbox, and what it is told of the rest."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import textwrap
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from launchers import RunningLauncher, name_of, started_launcher
from scripts import failure_of, run
from servers import Served, http_server, self_signed, tcp_server, upstream_proxy

from riposte_runner.launch.process import children
from riposte_runner.sandbox.launched import LaunchedSandbox
from riposte_runner.sandbox.port import Network, SandboxEnd
from riposte_runner.verdict import Success, Verdict

# `attempts(...)`: what came of each, as text; `by_proxy` speaks to the proxy whatever NO_PROXY says.
PRELUDE = """
import http.client, os, socket, ssl, urllib.request

def attempts(*tries):
    found = []
    for each in tries:
        try:
            found.append(str(each()))
        except Exception as error:
            found.append(f"{type(error).__name__}: {error}")
    return found

def by_proxy(url, **others):
    proxy = os.environ["HTTP_PROXY"]
    os.environ["NO_PROXY"] = os.environ["no_proxy"] = "nothing.example"
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({"http": proxy, "https": proxy}))
    with opener.open(urllib.request.Request(url, **others), timeout=10) as answer:
        return answer.read().decode()

def raw(data, until=b""):
    host, port = os.environ["HTTP_PROXY"].removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), 10) as connection:
        connection.sendall(data)
        said = b""
        while piece := connection.recv(65536):
            said += piece
            if until and until in said:
                break
        return said.decode("latin-1")
"""


@pytest.fixture
def sandbox(networked: LaunchedSandbox) -> LaunchedSandbox:
    return networked


def network(*hosts: str, allow: str = "", certificates: Path | None = None, **others: Any) -> Network:
    rules = {"internet": False, "hosts": list(hosts), "allow": allow, **others}
    return Network(rules, None if certificates is None else str(certificates))


def go(sandbox: LaunchedSandbox, body: str, of: Network) -> tuple[Verdict, SandboxEnd]:
    source = PRELUDE + "\ndef main():\n" + textwrap.indent(textwrap.dedent(body), "    ")
    return run(sandbox, source, network=of)


def result(verdict: Verdict) -> str:
    assert isinstance(verdict.of, Success), verdict
    return verdict.of.result


def of_server(server: Served) -> Network:
    return network(server.place, allow=server.place)


def test_http_reaches_what_is_listed_with_the_proxy_and_without(sandbox: LaunchedSandbox) -> None:
    with http_server() as server:
        body = f"""
            url = "http://{server.place}"
            chunks = {{"data": iter([b"a" * 3, b"b" * 2]), "headers": {{"Transfer-Encoding": "chunked"}}}}
            return attempts(
                lambda: urllib.request.urlopen(url + "/no-proxy").read().decode(),
                lambda: by_proxy(url + "/proxy?a=1"),
                lambda: by_proxy(url + "/post", data=b"text"),
                lambda: by_proxy(url + "/chunked", **chunks),
            )
        """
        verdict, end = go(sandbox, body, of_server(server))
    place = server.place
    expected = [
        f"GET /no-proxy {place}",
        f"GET /proxy?a=1 {place}",
        f"POST /post {place} text",
        f"POST /chunked {place} aaabb",
    ]
    assert (server.heard, end.refusals) == (expected, ()), verdict


def test_a_listed_name_is_found_by_programs_that_know_no_proxy(sandbox: LaunchedSandbox) -> None:
    with http_server() as server:
        of = network(f"localhost:{server.port}", allow=server.place)
        verdict, _end = go(sandbox, f"return urllib.request.urlopen('http://localhost:{server.port}/').status", of)
    assert result(verdict) == "200"


def test_hosts_that_are_listed_by_their_address_are_found_there(sandbox: LaunchedSandbox) -> None:
    hosts = ("10.9.8.7:389", "10.9.8.6:389", "[fd00::5]:636", "[fd00::5]:389")
    body = """
        import time
        def connect(host, port):
            with socket.create_connection((host, port), 5) as connection:
                return len(connection.recv(10))
        time.sleep(0.1)
        return attempts(*(lambda at=at: connect(*at) for at in
            (("10.9.8.7", 389), ("10.9.8.6", 389), ("fd00::5", 636), ("fd00::5", 389), ("10.9.8.7", 390))))
    """
    verdict, end = go(sandbox, body, network(*hosts))
    # Somebody answers for them: the proxy, which then refuses what nobody allows.
    assert {refusal.split(" ")[0] for refusal in end.refusals} == set(hosts), verdict
    assert "ConnectionRefusedError" in result(verdict)


def test_what_speaks_first_is_heard(sandbox: LaunchedSandbox) -> None:
    """As SMTP does."""

    def smtp(connection: socket.socket, served: Served) -> None:
        connection.sendall(b"220 mail.example.org ready\r\n")
        served.heard.append(connection.recv(100).decode())
        connection.sendall(b"250 hello\r\n")

    with tcp_server(smtp) as server:
        body = f"""
            import smtplib
            with socket.create_connection(("127.0.0.1", {server.port}), 5) as connection:
                first = connection.recv(100).decode()
                connection.sendall(b"EHLO script")
                return [first, connection.recv(100).decode()]
        """
        verdict, _end = go(sandbox, body, of_server(server))
    assert result(verdict) == '["220 mail.example.org ready\\r\\n","250 hello\\r\\n"]'
    assert server.heard == ["EHLO script"]


def test_tls_goes_to_whom_connect_named(sandbox: LaunchedSandbox, tmp_path: Path) -> None:
    certificate = self_signed(tmp_path, "localhost")
    tmp_path.chmod(0o755)
    with http_server(certificate=certificate) as server:
        body = f"""
            def hello(name):
                host, port = os.environ["HTTP_PROXY"].removeprefix("http://").split(":")
                connection = http.client.HTTPConnection(host, int(port), timeout=5)
                connection.set_tunnel("localhost", {server.port})
                connection.connect()
                context = ssl.create_default_context()
                context.check_hostname = name == "localhost"
                return context.wrap_socket(connection.sock, server_hostname=name).version()
            return attempts(
                lambda: by_proxy("https://localhost:{server.port}/"),
                lambda: hello("localhost")[:4],
                lambda: hello("evil.example.org"),
                lambda: hello(None),
            )
        """
        of = network(f"localhost:{server.port}", allow=server.place, certificates=certificate)
        verdict, end = go(sandbox, body, of)
    found = result(verdict)
    assert found.startswith(f'["GET / localhost:{server.port}","TLSv",'), found
    assert [refusal.split(". ")[0] for refusal in end.refusals] == [
        f"localhost:{server.port} may not be reached: TLS asked for evil.example.org there",
        f"localhost:{server.port} may not be reached: the TLS client did not say whom it asks for",
    ]


PRIVATE = "RIPOSTE_EGRESS_ALLOW="
LISTED = "it is not among the hosts of this action"
WEB_ONLY = "on the ports 80 and 443 only"


@pytest.mark.parametrize(
    ("host", "port", "internet", "why"),
    [
        ("169.254.169.254", 80, True, "a link-local address, where clouds keep their metadata"),
        ("169.254.169.254", 80, False, LISTED),
        ("2852039166", 80, True, "169.254.169.254 is a link-local address"),
        ("0xa9fea9fe", 80, True, "169.254.169.254 is a link-local address"),
        ("168.63.129.16", 80, True, "the cloud's own services"),
        ("127.0.0.1", 80, True, "this machine itself"),
        ("127.1", 80, True, "this machine itself"),
        ("0177.0.0.1", 80, True, "this machine itself"),
        ("localhost", 80, True, "this machine itself"),
        ("[::1]", 443, True, "this machine itself"),
        ("[::ffff:127.0.0.1]", 80, True, "an IPv4 address in disguise"),
        ("0.0.0.0", 80, True, "an unspecified address"),
        ("10.0.0.1", 443, True, "a private address"),
        ("127.0.0.1", 5432, False, LISTED),
        ("127.0.0.1", 7233, True, WEB_ONLY),
        ("mail.example.org", 25, True, WEB_ONLY),
        ("listed.example.org", 25, False, LISTED),
    ],
)
def test_what_may_not_be_reached_is_refused_and_told(
    sandbox: LaunchedSandbox, host: str, port: int, internet: bool, why: str
) -> None:
    connect = f"CONNECT {host}:{port} HTTP/1.1\\r\\nHost: {host}:{port}\\r\\n\\r\\n"
    get = f"GET http://{host}:{port}/latest HTTP/1.1\\r\\n\\r\\n"
    body = f'return [raw(b"{connect}")[:12], raw(b"{get}")[:12]]'
    verdict, end = go(sandbox, body, network("listed.example.org:443", internet=internet))
    assert result(verdict) == '["HTTP/1.1 403","HTTP/1.1 403"]'
    [refusal] = end.refusals
    assert why in refusal
    assert f":{port} may not be reached" in refusal
    assert f"riposte: network: {refusal}\n" in verdict.log


def test_a_redirect_is_a_request_like_any_other(sandbox: LaunchedSandbox) -> None:
    with http_server() as inside, http_server(redirect=f"http://{inside.place}/secret") as server:
        verdict, end = go(sandbox, f"return by_proxy('http://{server.place}/away')", of_server(server))
    failure = failure_of(verdict)
    assert failure.code == "egress_refused"
    assert failure.message.startswith(f"{inside.place} may not be reached: {LISTED}. An author can add {inside.place}")
    assert "Then the script failed: urllib.error.HTTPError: HTTP Error 403" in failure.message
    assert not failure.retryable
    assert (inside.heard, len(end.refusals)) == ([], 1)


def test_a_private_host_needs_author_and_administrator(sandbox: LaunchedSandbox) -> None:
    with http_server() as server:
        body = f"return raw(b'GET http://{server.place}/ HTTP/1.1\\r\\n\\r\\n')[:12]"
        verdict, end = go(sandbox, body, network(server.place))
        assert "403" in result(verdict)
        assert f"127.0.0.1 is this machine itself. An administrator can allow it ({PRIVATE}{server.place})" in str(end)
        verdict, end = go(sandbox, body, network(internet=True, allow=server.place))
        assert "403" in result(verdict)
        assert WEB_ONLY in str(end.refusals)
    assert server.heard == []


def test_nothing_is_smuggled_behind_a_request(sandbox: LaunchedSandbox) -> None:
    with http_server() as server:
        first = f"http://{server.place}/first"
        second = "GET /second HTTP/1.1\\r\\nHost: other.example.org\\r\\n\\r\\n"
        both = "Content-Length: 5\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n0\\r\\n\\r\\n"
        body = f"""
            return attempts(
                lambda: raw(b"GET {first} HTTP/1.1\\r\\nHost: {server.place}\\r\\n\\r\\n{second}")[:12],
                lambda: raw(b"POST {first} HTTP/1.1\\r\\nContent-Length: 2\\r\\n\\r\\nab{second}")[:12],
                lambda: raw(b"GET {first} HTTP/1.1\\r\\nHost: other.example.org\\r\\n\\r\\n")[:12],
                lambda: raw(b"POST {first} HTTP/1.1\\r\\n{both}{second}")[:12],
                lambda: raw(b"GET {first} HTTP/1.1\\r\\nX: a\\nHost: other.example.org\\r\\n\\r\\n")[:12],
            )
        """
        verdict, end = go(sandbox, body, of_server(server))
    codes = ["HTTP/1.1 200", "HTTP/1.1 200", "HTTP/1.1 400", "HTTP/1.1 400", "HTTP/1.1 400"]
    assert result(verdict) == str(codes).replace("'", '"').replace(", ", ",")
    assert server.heard == [f"GET /first {server.place}", f"POST /first {server.place} ab"]
    assert all("the proxy does not understand it" in refusal for refusal in end.refusals)


def test_what_a_script_has_chosen_does_no_harm_where_it_is_told(sandbox: LaunchedSandbox) -> None:
    name = "\\x1b[2J\\n" + "a" * 60_000

    def silent(connection: socket.socket, _served: Served) -> None:
        connection.recv(1)

    with tcp_server(silent) as server:
        body = f"""
            context = ssl._create_unverified_context()
            hello = ssl.MemoryBIO()
            wrapped = context.wrap_bio(ssl.MemoryBIO(), hello, server_hostname="a" * 60 + ".example.org")
            try:
                wrapped.do_handshake()
            except ssl.SSLWantReadError:
                pass
            data = hello.read().replace(b"a" * 60, b"\\n\\x1b[2J" + b"b" * 55)
            head = b"CONNECT {server.place} HTTP/1.1\\r\\n\\r\\n"
            return attempts(lambda: raw(head + data)[:12], lambda: socket.gethostbyname("{name[:200]}"))
        """
        _verdict, end = go(sandbox, body.replace("\\\\", "\\"), of_server(server))
    assert end.refusals
    assert all(refusal.isprintable() and len(refusal) <= 600 for refusal in end.refusals), end.refusals


def test_names_that_are_not_listed_are_not_looked_up(sandbox: LaunchedSandbox) -> None:
    body = """
        return attempts(
            lambda: socket.gethostbyname("secret.evil.example.org"),
            lambda: socket.gethostbyname("api.example.org").startswith("127."),
        )
    """
    verdict, end = go(sandbox, body, network("api.example.org:443"))
    assert result(verdict).endswith('"True"]')
    assert [refusal.split(":")[0] for refusal in end.refusals] == ["secret.evil.example.org may not be reached"]


def test_each_job_has_its_own_network(sandbox: LaunchedSandbox) -> None:
    """Beside each other, of one user where nobody is root: neither finds the other's sockets, nor its rules."""
    with http_server() as one, http_server() as other, ThreadPoolExecutor() as pool:
        body = f"""
            import time
            found = []
            for _again in range(5):
                found += attempts(
                    lambda: by_proxy("http://{one.place}/")[:5],
                    lambda: by_proxy("http://{other.place}/")[:5],
                    lambda: socket.create_connection(("127.0.0.1", {one.port}), 1).close(),
                    lambda: socket.create_connection(("127.0.0.1", {other.port}), 1).close(),
                )
                time.sleep(0.1)
            return sorted(set(found))
        """
        jobs = [pool.submit(go, sandbox, body, of_server(server)) for server in (one, other)]
        ends = [job.result() for job in jobs]
    for (verdict, end), foreign in zip(ends, (other, one), strict=True):
        expected = ["ConnectionRefusedError: ", "GET /", "HTTPError: HTTP Error 403", "None"]
        found = result(verdict)
        assert all(each in found for each in expected), found
        assert [refusal.split(" ")[0] for refusal in end.refusals] == [foreign.place]
    assert (len(one.heard), len(other.heard)) == (5, 5)


def test_through_an_upstream_proxy_it_is_asked_for_the_checked_address(sandbox: LaunchedSandbox) -> None:
    with http_server() as server, tcp_server(upstream_proxy) as proxy:
        upstream = {"place": proxy.place, "authorization": "Basic dTpw"}
        of = network(f"localhost:{server.port}", allow=server.place, httpUpstream=upstream)
        verdict, _end = go(sandbox, f"return by_proxy('http://localhost:{server.port}/up')", of)
        assert result(verdict) == f'"GET /up localhost:{server.port}"'
        asked = f"CONNECT {server.place} HTTP/1.1; Host: {server.place}; Proxy-Authorization: Basic dTpw"
        assert proxy.heard == [asked]
        go(sandbox, "return by_proxy('http://169.254.169.254/')", network(internet=True, httpUpstream=upstream))
        assert proxy.heard == [asked]


def test_without_a_network_there_is_none(sandbox: LaunchedSandbox) -> None:
    source = "import os, socket\ndef main():\n    return [sorted(k for k in os.environ if 'PROXY' in k.upper())]"
    verdict, end = run(sandbox, source)
    assert (result(verdict), end.refusals) == ("[[]]", ())


def test_what_goes_past_the_proxy_and_what_has_no_network_are_told_so(sandbox: LaunchedSandbox) -> None:
    body = "socket.create_connection(('1.1.1.1', 443), 2)"
    message = failure_of(go(sandbox, body, network(internet=True))[0]).message
    assert "Network is unreachable" in message
    source = f"import socket\ndef main():\n    {body}"
    verdict, _end = run(sandbox, source)
    assert "This action has no network: its author can give it one" in failure_of(verdict).message


def egress_of(launcher: RunningLauncher) -> int | None:
    return next((pid for pid in children(launcher.pid) if name_of(pid) == "riposte-egress"), None)


def test_where_nobody_has_a_network_there_is_no_proxy(tmp_path: Path) -> None:
    path = tmp_path / "l" / "l.sock"
    with started_launcher(path) as process:
        sandbox = LaunchedSandbox(str(path), "bubblewrap", own_uid_per_job=False)
        alone = RunningLauncher(str(path), process.pid, own_uid_per_job=False, environments="")
        assert result(run(sandbox, "def main(): return 1")[0]) == "1"
        assert egress_of(alone) is None
        assert result(go(sandbox, "return 1", network(internet=True))[0]) == "1"
        assert egress_of(alone) is not None


def test_a_proxy_that_was_killed_is_started_again(launcher: RunningLauncher, sandbox: LaunchedSandbox) -> None:
    if launcher.own_uid_per_job:
        pytest.skip("another user's process is not ours to kill")
    with http_server() as server:
        body = f"return by_proxy('http://{server.place}/')[:5]"
        assert result(go(sandbox, body, of_server(server))[0]) == '"GET /"'
        first = egress_of(launcher)
        assert first is not None
        os.kill(first, signal.SIGKILL)
        asyncio.run(asyncio.sleep(0.2))
        assert result(go(sandbox, body, of_server(server))[0]) == '"GET /"'
        assert egress_of(launcher) not in (None, first)


def test_a_proxy_that_stands_still_is_ended_and_started_again(
    launcher: RunningLauncher, sandbox: LaunchedSandbox
) -> None:
    if launcher.own_uid_per_job:
        pytest.skip("another user's process is not ours to stop")
    assert result(go(sandbox, "return 1", network(internet=True))[0]) == "1"
    first = egress_of(launcher)
    assert first is not None
    os.kill(first, signal.SIGSTOP)
    failure = failure_of(go(sandbox, "return 1", network(internet=True))[0])
    assert failure.code == "sandbox_unavailable"
    assert "the egress proxy does not serve it" in failure.message
    assert result(go(sandbox, "return 1", network(internet=True))[0]) == "1"
    assert egress_of(launcher) not in (None, first)
