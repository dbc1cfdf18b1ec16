"""The network namespace of a job that may reach something: made before its sandbox, by the process that becomes it.

Its loopback is all there is in it. The sockets that it has there are handed to the egress proxy, which serves them from
outside; bubblewrap then finds itself in that namespace and makes none, so that nobody inside has any right over it.
"""

from __future__ import annotations

import ipaddress
import os
import signal
import socket
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from fcntl import ioctl

from riposte_runner.egress.doors import OWN_ADDRESS, PROXY_PORT, Door, addresses_inside, doors_of
from riposte_runner.egress.rules import Rules
from riposte_runner.launch.bubblewrap import variables
from riposte_runner.launch.kernel import CLONE_NEWNET, CLONE_NEWUSER, unshare
from riposte_runner.launch.process import PR_SET_DUMPABLE, PR_SET_PDEATHSIG, prctl
from riposte_runner.launch.standby import raise_loopback

SIOCSIFADDR, LOOPBACK_INDEX = 0x8916, 1
IPV6_FREEBIND = 78
READY_SECONDS = 10.0
CERTIFICATES_INSIDE = "/etc/ssl/certs/ca-certificates.crt"
NO_PROXY = "localhost,127.0.0.1,::1"


@dataclass
class JobLine:
    """A job's line to the egress proxy: its end is the job's."""

    rules: Rules
    end: socket.socket
    # An open file: whom its TLS clients trust.
    certificates: int | None

    def close(self) -> None:
        self.end.close()


def enter_network(rules: Rules, line: socket.socket, launcher: int) -> None:
    """In a fork that is to become the sandbox, by the sandbox's user. Closes the line. Raises OSError."""
    # Its maps are its own to write only while it may be looked at; there is nothing in it to be seen.
    prctl(PR_SET_DUMPABLE, 1)
    uid, gid = os.geteuid(), os.getegid()
    unshare(CLONE_NEWUSER | CLONE_NEWNET)
    for name, text in (("setgroups", "deny"), ("uid_map", f"{uid} {uid} 1"), ("gid_map", f"{gid} {gid} 1")):
        descriptor = os.open(f"/proc/self/{name}", os.O_WRONLY | os.O_CLOEXEC)
        os.write(descriptor, text.encode())
        os.close(descriptor)
    # New rights have cleared it.
    prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != launcher:
        raise OSError("the launcher is gone")
    raise_loopback()
    doors = doors_of(rules.listed)
    for address in dict.fromkeys(door.address for door in doors):
        add_address(address)
    sockets = [open_door(door) for door in doors]
    with line:
        line.settimeout(READY_SECONDS)
        socket.send_fds(line, [b"sockets"], [its.fileno() for its in sockets])
        try:
            answer = line.recv(64)
        except OSError:
            answer = b""
    for its in sockets:
        its.close()
    if answer != b"ready":
        raise OSError("the egress proxy does not serve it")


def open_door(door: Door) -> socket.socket:
    family = family_of(door.address)
    its = socket.socket(family, socket.SOCK_DGRAM if door.kind == "names" else socket.SOCK_STREAM)
    if family == socket.AF_INET6:
        # A moment passes until the kernel counts the address as its own.
        its.setsockopt(socket.IPPROTO_IPV6, IPV6_FREEBIND, 1)
    try:
        its.bind((door.address, door.port))
        if door.kind != "names":
            its.listen(64)
    except OSError as error:
        raise OSError(error.errno, f"{door.place or door.address}: {error.strerror}") from None
    return its


def family_of(address: str) -> socket.AddressFamily:
    return socket.AF_INET6 if ":" in address else socket.AF_INET


def add_address(address: str) -> None:
    """To the loopback, which has those of 127/8 from the start."""
    if ipaddress.ip_address(address).is_loopback:
        return
    family = family_of(address)
    with socket.socket(family, socket.SOCK_DGRAM) as any_socket:
        packed = socket.inet_pton(family, address)
        if family == socket.AF_INET6:
            ioctl(any_socket, SIOCSIFADDR, packed + struct.pack("Ii", 128, LOOPBACK_INDEX))
            return
        # An alias of its own each, for a second address would replace the first.
        alias = f"lo:{int.from_bytes(packed, 'big'):x}".encode()
        ioctl(any_socket, SIOCSIFADDR, struct.pack("16sHH4s8x", alias, socket.AF_INET, 0, packed))


def network_files(rules: Rules) -> dict[str, str]:
    """What programs look names up by."""
    hosts = [f"{address} {host}" for host, address in addresses_inside(rules.listed).items() if host != address]
    return {
        "/etc/hosts": "\n".join(["127.0.0.1 localhost", "::1 localhost", *hosts, ""]),
        "/etc/nsswitch.conf": "hosts: files dns\n",
        "/etc/resolv.conf": f"nameserver {OWN_ADDRESS}\noptions timeout:2 attempts:1\n",
    }


def files_for(of: JobLine) -> dict[str, int]:
    """Open files, by where the sandbox is to see them."""
    found = {path: file_with(text) for path, text in network_files(of.rules).items()}
    return found if of.certificates is None else {**found, CERTIFICATES_INSIDE: of.certificates}


def file_with(text: str) -> int:
    descriptor = os.memfd_create("network")
    os.write(descriptor, text.encode())
    os.lseek(descriptor, 0, os.SEEK_SET)
    return descriptor


def network_arguments(paths: Sequence[str], first: int) -> list[str]:
    """Of bubblewrap, which finds those files open from the descriptor `first` on."""
    binds = [
        argument
        for number, path in enumerate(paths, first)
        for argument in ("--perms", "0444", "--ro-bind-data", str(number), path)
    ]
    return [*binds, *variables(network_environment(CERTIFICATES_INSIDE in paths))]


def network_environment(has_certificates: bool) -> dict[str, str]:
    proxy = f"http://{OWN_ADDRESS}:{PROXY_PORT}"
    # curl reads some in small letters only, others look for capitals.
    proxies = {name: proxy for base in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY") for name in (base, base.lower())}
    trust = ("SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE") if has_certificates else ()
    return {
        **proxies,
        "NO_PROXY": NO_PROXY,
        "no_proxy": NO_PROXY,
        **dict.fromkeys(trust, CERTIFICATES_INSIDE),
    }
