"""Changes of the database's schema, in the order they were made; numbered, so that a newer one is known as newer."""

from __future__ import annotations

HEAD = "0008"
"""The schema that the models of today describe. Stated here too, for a start that has nothing to change."""
