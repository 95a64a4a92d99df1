"""How alembic runs here: on the connection that ``runner`` hands it, all in that connection's one transaction."""

from __future__ import annotations

from alembic import context

import models  # noqa: F401 - with it all tables are there to be compared
from models.base import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    compare_server_default=True,
    # SQLite can't alter a table; alembic then builds it anew. It can, however, take back whatever a transaction built.
    render_as_batch=True,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
