"""Writes cases/<name>.expected.jsonl: what real Jinja2 says to each case. Run it with a Python that has jinja2."""

import pathlib
import subprocess
import sys

here = pathlib.Path(__file__).parent
for cases in sorted((here / "cases").glob("*.jsonl")):
    if cases.name.endswith(".expected.jsonl"):
        continue
    oracle = subprocess.run(
        [sys.executable, str(here / "oracle.py")], input=cases.read_bytes(), stdout=subprocess.PIPE, check=True
    )
    cases.with_suffix("").with_suffix(".expected.jsonl").write_bytes(oracle.stdout)
