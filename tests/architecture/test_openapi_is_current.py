"""The one OpenAPI document is what the four applications say now."""

import subprocess
import sys

from embedded.paths import ROOT


def test_the_stored_document_is_current() -> None:
    ran = subprocess.run(
        [sys.executable, "deploy/bin/openapi", "--check"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
