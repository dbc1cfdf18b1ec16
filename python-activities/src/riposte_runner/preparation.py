"""Everything that must be there before an attempt is claimed: script, arguments, connector."""

from __future__ import annotations

from dataclasses import dataclass

from riposte_runner.blob_store import BlobStore
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
MEGABYTE = 1024 * 1024
DISK_MB = 64
# What may be printed beside the largest result.
LOG_BYTES = 16 * MEGABYTE


@dataclass(frozen=True)
class Prepared:
    request: SandboxRequest
    connector: Connector


async def prepare(database: Database, blobs: BlobStore, keys: Keys, job: Job, result_limit: int) -> Prepared | Outcome:
    """The outcome where something is missing."""
    try:
        source = await load_script(database, job.script.hash)
        arguments = await load_payload(blobs, job.workspace_id, job.arguments)
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
        limits=limits_of(job, arguments, result_limit),
    )
    return Prepared(request, connector)


def limits_of(job: Job, arguments: bytes, result_limit: int) -> Limits:
    """What a plain script is given lies on its disk, and it need not be short of room for that."""
    return Limits(
        memory_mb=max(LEAST_MEMORY_MB, job.script.memory_mb),
        disk_mb=DISK_MB + len(arguments) // MEGABYTE,
        result_bytes=result_limit,
        output_bytes=result_limit + LOG_BYTES,
    )
