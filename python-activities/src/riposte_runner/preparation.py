"""Everything that must be there before an attempt is claimed: script, arguments, connector."""

from __future__ import annotations

from dataclasses import dataclass, replace

from riposte_runner.blob_store import BlobStore
from riposte_runner.connectors import Connector, ConnectorMissing, open_connector
from riposte_runner.database import Database
from riposte_runner.environment_records import ScriptPackages
from riposte_runner.environments import EnvironmentFailed
from riposte_runner.environments import Wanted as EnvironmentWanted
from riposte_runner.groups.place import Far
from riposte_runner.groups.wire import Needs, Requirements
from riposte_runner.interpreters import InterpreterMissing, Interpreters
from riposte_runner.job import Job
from riposte_runner.limits import Ceilings, limits_of
from riposte_runner.network import BadNetwork, NetworkSettings, network_of
from riposte_runner.outcome import Outcome, failed
from riposte_runner.payloads import PayloadMissing, load_payload
from riposte_runner.sandbox.port import SandboxRequest
from riposte_runner.scripts import ScriptMissing, Scripts
from riposte_runner.sealing import Keys


@dataclass(frozen=True)
class Prepared:
    request: SandboxRequest
    connector: Connector
    # Where the runners of a group run it.
    far: Far | None = None


@dataclass(frozen=True)
class Sourced:
    job: Job
    source: str
    # What stands in a connector's place.
    connector: Connector | None = None


@dataclass(frozen=True)
class Bounds:
    """What holds for all scripts, by the environment."""

    result_bytes: int
    ceilings: Ceilings
    network: NetworkSettings


@dataclass(frozen=True)
class Stores:
    """Where what a script needs lies."""

    database: Database
    scripts: Scripts
    blobs: BlobStore
    keys: Keys
    interpreters: Interpreters
    packages: ScriptPackages


async def prepare(stores: Stores, job: Job, bounds: Bounds) -> Prepared | Outcome:
    """The outcome where something is missing."""
    try:
        source = await stores.scripts.load(job.script.hash)
    except ScriptMissing as error:
        return failed("not_found", str(error))
    return await prepare_source(stores, Sourced(job, source), bounds)


async def prepare_source(stores: Stores, sourced: Sourced, bounds: Bounds) -> Prepared | Outcome:
    """The outcome where something is missing."""
    job = sourced.job
    try:
        arguments = await load_payload(stores.blobs, job.workspace_id, job.arguments)
        connector = sourced.connector
        if connector is None:
            connector = await open_connector(stores.database, stores.keys, job.workspace_id, job.connector)
        if group_of(job, connector) is not None:
            return await prepare_far(stores, sourced, bounds, Told(arguments, connector))
        python = await stores.interpreters.named(job.script.python)
        requirements = job.script.requirements
        packages = None
        if requirements is not None:
            packages = await stores.packages.of(EnvironmentWanted(requirements, job.script.python))
        network = None if job.script.network is None else network_of(job.script.network, bounds.network)
    except PayloadMissing as error:
        return failed("not_found", str(error))
    except ConnectorMissing as error:
        return failed("connector_missing", str(error))
    except InterpreterMissing as error:
        # Another runner of the same queue may have it.
        return failed("environment_missing", str(error), retryable=True)
    except EnvironmentFailed as error:
        return failed("environment_missing", str(error))
    except BadNetwork as error:
        return failed("sandbox_unavailable", str(error))
    request = request_of(sourced, bounds, Told(arguments, connector))
    return Prepared(replace(request, python=python, packages=packages, network=network), connector)


@dataclass(frozen=True)
class Told:
    """What a script is told."""

    arguments: bytes
    connector: Connector


async def prepare_far(stores: Stores, sourced: Sourced, bounds: Bounds, told: Told) -> Prepared:
    """Interpreter, packages and network are those of the machine that it runs on. Raises EnvironmentFailed."""
    script = sourced.job.script
    requirements = None
    if script.requirements is not None:
        requirements = Requirements(script.requirements, await stores.packages.body(script.requirements))
    group = group_of(sourced.job, told.connector)
    assert group is not None
    far = Far(group, Needs(script.python, requirements, script.network))
    return Prepared(request_of(sourced, bounds, told), told.connector, far)


def group_of(job: Job, connector: Connector) -> str | None:
    """At whose runners it runs. Raises ConnectorMissing where its connector is for those of another group alone."""
    if job.group is None or connector.group is None or job.group == connector.group:
        return job.group or connector.group
    raise ConnectorMissing(
        f'The connector "{job.connector}" is for the runner group {connector.group} alone, '
        f"and the step runs at the runner group {job.group}."
    )


def request_of(sourced: Sourced, bounds: Bounds, told: Told) -> SandboxRequest:
    job = sourced.job
    return SandboxRequest(
        entry=job.script.entry,
        source=sourced.source,
        arguments=told.arguments,
        connector=told.connector.text,
        environment=told.connector.environment,
        timeout_seconds=job.timeout_seconds,
        limits=limits_of(job, told.arguments, bounds.result_bytes, bounds.ceilings),
        command=job.script.command,
    )
