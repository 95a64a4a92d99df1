"""Databases to test on."""

from __future__ import annotations

from tests.databases import (
    _lent,
    _ready_file,
    address,
    cluster,
    database,
    empty_postgresql,
    file_database,
    postgresql_address,
)

__all__ = [
    "_lent",
    "_ready_file",
    "address",
    "cluster",
    "database",
    "empty_postgresql",
    "file_database",
    "postgresql_address",
]
