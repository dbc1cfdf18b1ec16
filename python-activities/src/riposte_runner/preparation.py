"""Everything that must be there before an attempt is claimed: script, arguments, connector."""

from __future__ import annotations

from dataclasses import dataclass

from riposte_runner.connectors import Connector, ConnectorMissing, open_connector
from riposte_runner.database import Database
from riposte_runner.job import Job
from riposte_runner.outcome import Outcome, failed
from riposte_runner.payloads import PayloadMissing, load_payload
from riposte_runner.sandbox.port import Limits, SandboxRequest
from riposte_runner.scripts import ScriptMissing, load_script
from riposte_runner.sealing import Keys

# Less would not even start the interpreter.
LEAST_MEMORY_MB = 64


@dataclass(frozen=True)
class Prepared:
    request: SandboxRequest
    connector: Connector


async def prepare(database: Database, keys: Keys, job: Job) -> Prepared | Outcome:
    """The outcome where something is missing."""
    try:
        source = await load_script(database, job.script.hash)
        arguments = await load_payload(database, job.workspace_id, job.arguments)
        connector = await open_connector(database, keys, job.workspace_id, job.connector)
    except (ScriptMissing, PayloadMissing) as error:
        return failed("not_found", str(error))
    except ConnectorMissing as error:
        return failed("connector_missing", str(error))
    request = SandboxRequest(
        entry=job.script.entry,
        source=source,
        arguments=arguments,
        connector=connector.text,
        environment=connector.environment,
        timeout_seconds=job.timeout_seconds,
        limits=Limits(memory_mb=max(LEAST_MEMORY_MB, job.script.memory_mb)),
    )
    return Prepared(request, connector)
