"""Databases to test on, one of them with a rulebook of the office's own."""

from __future__ import annotations

import pytest

from tests.conftest import ROOT
from tests.databases import SECRETARY, _ready_file, new_database

__all__ = ["_ready_file"]


@pytest.fixture(scope="session")
def own_rules(tmp_path_factory):
    """The file of a database that holds a rulebook of the office's own."""
    from secretariat.services.rulebooks import import_rulebook  # noqa: PLC0415 - few tests need it

    path = tmp_path_factory.mktemp("own") / "own.db"
    database = new_database(path)
    import_rulebook(database, SECRETARY, ROOT / "tests" / "data" / "rulebooks" / "dongyuan-2025.toml")
    database.close(copy=False)
    return path
