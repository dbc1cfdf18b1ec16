"""What a runner of a group reads: its settings, its envelopes, the scripts in them."""

from __future__ import annotations

import base64
import json
import time
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from riposte_runner.connectors import NO_CONNECTOR, Connector, ConnectorMissing
from riposte_runner.database import Database
from riposte_runner.env import BadEnvironment
from riposte_runner.groups.wire import Needs, Refused, Requirements, read_end, read_script, write_end, write_script
from riposte_runner.job import Job, parse_job
from riposte_runner.network import Asked
from riposte_runner.preparation import group_of
from riposte_runner.remote.envelope import BOUND, EnvelopeBroken, EnvelopeKey
from riposte_runner.remote.settings import read_settings
from riposte_runner.sandbox.port import Chunk, Limits, SandboxEnd, SandboxRequest
from riposte_runner.turns import Turns

GIVEN = {
    "RIPOSTE_URL": "https://riposte.example.com",
    "RIPOSTE_RUNNER_TOKEN": "ripr_x",
    "RIPOSTE_RUNNER_GROUP": "dmz",
}


def sealed(key: EnvelopeKey, **changed: Any) -> dict[str, Any]:
    """As the API does it."""
    binding = {name: name for name in BOUND}
    binding = {**binding, "group": "dmz", "runner": "me", "expiresAt": (time.time() + 60) * 1000, **changed}
    ours = X25519PrivateKey.generate()
    secret = ours.exchange(X25519PublicKey.from_public_bytes(base64.b64decode(key.public)))
    aes = AESGCM(HKDF(SHA256(), 32, None, b"riposte runner job").derive(secret))
    bound = json.dumps([binding[name] for name in BOUND], separators=(",", ":"), ensure_ascii=False)
    return {
        "binding": binding,
        "key": base64.b64encode(ours.public_key().public_bytes_raw()).decode(),
        "nonce": base64.b64encode(b"n" * 12).decode(),
        "sealed": base64.b64encode(aes.encrypt(b"n" * 12, b"script", bound.encode())).decode(),
    }


def test_an_envelope_opens_for_the_runner_that_it_is_bound_to() -> None:
    key = EnvelopeKey()
    assert key.open(sealed(key, step="früh"), "dmz", "me") == b"script"


@pytest.mark.parametrize(
    ("made", "changed"),
    [
        ({"group": "lab"}, {}),
        ({"runner": "other"}, {}),
        ({"expiresAt": 1}, {}),
        ({}, {"fence": 2}),
        ({}, {"workspace": "another"}),
        ({}, {"expiresAt": (time.time() + 9_000) * 1000}),
    ],
)
def test_an_envelope_that_is_changed_or_not_for_it_stays_closed(made: dict[str, Any], changed: dict[str, Any]) -> None:
    key = EnvelopeKey()
    envelope = sealed(key, **made)
    envelope["binding"] = {**envelope["binding"], **changed}
    with pytest.raises(EnvelopeBroken):
        key.open(envelope, "dmz", "me")


def test_an_envelope_of_another_process_stays_closed() -> None:
    with pytest.raises(EnvelopeBroken):
        EnvelopeKey().open(sealed(EnvelopeKey()), "dmz", "me")


def test_a_script_and_its_end_arrive_as_they_were_sent() -> None:
    limits = Limits(memory_mb=99, set_by={"memory": "X"})
    request = SandboxRequest("plain", "print('ü')", b'{"a":\xff}', "{}", {"RIPOSTE_A": "b"}, 3.5, limits)
    needs = Needs("2.7", Requirements("h", "requests"), Asked(False, ("siem:443",)))
    assert read_script(write_script(request, needs)) == (request, needs)
    assert read_script(write_script(request, Needs("3", None, None)))[1] == Needs("3", None, None)
    end = SandboxEnd("exit", 3, (Chunk("stderr", b"\xff\0"), Chunk("stdout", b"")), b"ready\n", 12, ("no",))
    assert read_end(write_end(end)) == end
    assert read_end(write_end(Refused("no Python"))) == Refused("no Python")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"RIPOSTE_URL": "http://riposte.example.com"}, "not encrypted"),
        ({"RIPOSTE_URL": "riposte.example.com"}, "--url"),
        ({"RIPOSTE_RUNNER_TOKEN": "rip_x"}, "ripr_"),
        ({"RIPOSTE_RUNNER_GROUP": ""}, "--group"),
        ({"RIPOSTE_RUNNER_SLOTS": "0"}, "--slots"),
    ],
)
def test_what_is_set_wrongly_is_said(given: dict[str, str], said: str) -> None:
    with pytest.raises(BadEnvironment, match=said):
        read_settings({**GIVEN, **given})


def test_this_very_machine_may_be_reached_without_tls() -> None:
    assert read_settings({**GIVEN, "RIPOSTE_URL": "http://127.0.0.1:8080"}).slots == 2


def job_of(**call: Any) -> Job:
    script = {"hash": "0", "entry": "main", "memoryMb": 256, "name": "judge.py"}
    fixed = {"execution": "script", "script": script, "idempotent": False, "onLost": "ask", "effect": "write"}
    given = {"action": "script.judge", "connector": None, "timeoutMs": 1_000, "arguments": {}, **fixed, **call}
    return parse_job({"workspaceId": "ws", "runId": "run", "step": "s", "scope": "", "attempt": 1, "call": given})


def for_group(group: str | None) -> Connector:
    return Connector(text="{}", environment={}, secrets=("hidden",), group=group)


def test_a_step_s_own_group_goes_far_and_asks_for_a_turn_whatever_its_connector() -> None:
    turns = Turns(Database("postgresql://nobody@127.0.0.1:1/none", 1), "test")
    assert turns.goes_far(job_of(runnerGroup="dmz"))
    assert turns.may_be_limited(job_of(runnerGroup="dmz", connector="siem"))
    assert not turns.goes_far(job_of())
    assert not turns.may_be_limited(job_of(connector="siem"))


def test_a_step_s_group_takes_a_connector_of_none_and_of_the_same() -> None:
    assert group_of(job_of(runnerGroup="dmz"), NO_CONNECTOR) == "dmz"
    assert group_of(job_of(runnerGroup="dmz", connector="siem"), for_group(None)) == "dmz"
    assert group_of(job_of(runnerGroup="dmz", connector="siem"), for_group("dmz")) == "dmz"
    assert group_of(job_of(connector="siem"), for_group("lab")) == "lab"
    assert group_of(job_of(), NO_CONNECTOR) is None


def test_secrets_for_one_group_never_go_to_another() -> None:
    with pytest.raises(ConnectorMissing, match=r"siem.*group lab alone.*group dmz"):
        group_of(job_of(runnerGroup="dmz", connector="siem"), for_group("lab"))
