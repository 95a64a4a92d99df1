"""A command does not wait for what it has no use for."""

from __future__ import annotations

import re
import subprocess
import sys

UNWANTED = {"PySide6", "sqlalchemy", "pydantic", "hashlib", "shutil"}
if sys.version_info < (3, 12):  # later dataclasses look into inspect for every class
    UNWANTED |= {"inspect", "dis", "tokenize"}


def test_minutes_are_printed_without_what_takes_long_to_import(root, tmp_path):
    command = [sys.executable, "-X", "importtime", "main.py", "minutes", "tests/data/dossiers/zichuan-executive.json"]
    done = subprocess.run(
        [*command, "-o", tmp_path / "a.pdf"], cwd=root, capture_output=True, text=True, encoding="utf-8", check=True
    )
    loaded = set(re.findall(r"^import time: .*\| +(\S+)$", done.stderr, re.MULTILINE))
    assert "secretariat.documents.pdf" in loaded
    assert not loaded & UNWANTED
