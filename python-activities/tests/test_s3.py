"""The signature, held to the examples that Amazon publishes."""

from __future__ import annotations

from datetime import datetime, timezone

import pytest

from riposte_runner.env import BadEnvironment, read_bucket
from riposte_runner.s3 import EMPTY, S3Bucket

# "Examples: Signature Calculations" in the Amazon S3 API Reference.
DOCUMENTED = S3Bucket(
    endpoint="https://examplebucket.s3.amazonaws.com",
    region="us-east-1",
    bucket="",
    prefix="",
    access_key="AKIAIOSFODNN7EXAMPLE",
    secret_key="wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
)
THEN = datetime(2013, 5, 24, tzinfo=timezone.utc)


@pytest.mark.parametrize(
    ("query", "signature"),
    [
        ("lifecycle=", "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543"),
        ("max-keys=2&prefix=J", "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7"),
    ],
)
def test_it_signs_as_documented(query: str, signature: str) -> None:
    headers = DOCUMENTED.signed("GET", f"{DOCUMENTED.endpoint}/?{query}", EMPTY, THEN)
    assert headers["authorization"] == (
        "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,"
        f"SignedHeaders=host;x-amz-content-sha256;x-amz-date,Signature={signature}"
    )


def test_its_key_is_not_printed() -> None:
    assert "wJalrXUtn" not in repr(DOCUMENTED)


KEYS = {"RIPOSTE_S3_ACCESS_KEY": "AK", "RIPOSTE_S3_SECRET_KEY": "hunter2"}


def test_where_large_values_lie() -> None:
    assert read_bucket({}, lambda name: KEYS[name]) is None
    values = {"RIPOSTE_BLOBS": "s3://soc/playbooks/", "RIPOSTE_S3_ENDPOINT": "http://minio:9000/"}
    bucket = read_bucket(values, lambda name: KEYS[name])
    assert bucket == S3Bucket("http://minio:9000", "us-east-1", "soc", "playbooks/", "AK", "hunter2")
    with pytest.raises(BadEnvironment, match="s3://bucket"):
        read_bucket({"RIPOSTE_BLOBS": "minio"}, lambda name: KEYS[name])
