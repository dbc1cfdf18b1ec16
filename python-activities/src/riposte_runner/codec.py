"""Encrypts every payload that goes to Temporal, and takes none from it that is not encrypted."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from temporalio.api.common.v1 import Payload
from temporalio.converter import (
    DataConverter,
    DefaultFailureConverterWithEncodedAttributes,
    PayloadCodec,
)

from riposte_runner.sealing import Keys, SealBroken

ENCODING = b"binary/encrypted"
CONTEXT = "temporal"


class SealingCodec(PayloadCodec):
    def __init__(self, keys: Keys) -> None:
        self._keys = keys

    async def encode(self, payloads: Sequence[Payload]) -> list[Payload]:
        return [
            Payload(
                metadata={"encoding": ENCODING},
                data=self._keys.seal("payloads", CONTEXT, payload.SerializeToString()),
            )
            for payload in payloads
        ]

    async def decode(self, payloads: Sequence[Payload]) -> list[Payload]:
        return [self._open(payload) for payload in payloads]

    def _open(self, payload: Payload) -> Payload:
        if payload.metadata.get("encoding") != ENCODING:
            raise SealBroken("A payload that is not encrypted was refused.")
        return Payload.FromString(self._keys.unseal("payloads", CONTEXT, payload.data))


def data_converter(keys: Keys) -> DataConverter:
    """Messages and stacks of failures are encrypted too."""
    return dataclasses.replace(
        DataConverter.default,
        payload_codec=SealingCodec(keys),
        failure_converter_class=DefaultFailureConverterWithEncodedAttributes,
    )
