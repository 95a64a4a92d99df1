"""Proposals keep those alone whom they name, everybody else is the organisation's; indexes for the list of topics."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from migrations.columns import maybe

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add whose organisation it is. Proposals that are there keep everybody."""
    op.add_column("meeting", maybe("organisation_id", sa.Integer()))
    op.create_index("ix_charge_department_id", "charge", ["department_id"])
    op.create_index("ix_meeting_proposal_date_kept_copy", "meeting", ["proposal", "date", "kept_copy"])
    op.drop_index("ix_placement_proposal_id", "placement")
    op.create_index("ix_placement_proposal_id_ended_on_outcome", "placement", ["proposal_id", "ended_on", "outcome"])


def downgrade() -> None:
    """Take it away; a proposal then has those alone whom it keeps."""
    op.drop_index("ix_placement_proposal_id_ended_on_outcome", "placement")
    op.create_index("ix_placement_proposal_id", "placement", ["proposal_id"])
    op.drop_index("ix_meeting_proposal_date_kept_copy", "meeting")
    op.drop_index("ix_charge_department_id", "charge")
    op.drop_column("meeting", "organisation_id")
