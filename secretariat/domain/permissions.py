"""Who may do what: permissions, and the roles that have them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Permission(StrEnum):
    """What an act asks for; each act asks for one."""

    EDIT_MEETINGS = "edit_meetings"
    IMPORT_MEETINGS = "import_meetings"
    REVIEW_MINUTES = "review_minutes"
    RECORD_SIGN_OFF = "record_sign_off"
    ISSUE_MINUTES = "issue_minutes"
    EDIT_ORGANISATION = "edit_organisation"
    EDIT_RULES = "edit_rules"
    MAINTAIN_DATABASE = "maintain_database"
    MANAGE_USERS = "manage_users"
    READ_AUDIT = "read_audit"
    READ_STATISTICS = "read_statistics"


class Role(StrEnum):
    """As what somebody sits at the program."""

    SECRETARY = "secretary"
    REVIEWER = "reviewer"
    SYSTEM_OFFICER = "system_officer"
    SECURITY_OFFICER = "security_officer"
    AUDIT_OFFICER = "audit_officer"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: the person's name, the role, and the seat (the computer)."""

    name: str
    role: Role
    seat: str


_SECRETARY = frozenset(
    {
        Permission.EDIT_MEETINGS,
        Permission.IMPORT_MEETINGS,
        Permission.RECORD_SIGN_OFF,
        Permission.ISSUE_MINUTES,
        Permission.EDIT_ORGANISATION,
        Permission.EDIT_RULES,
        Permission.READ_STATISTICS,
    }
)

# 三员分立: no officer can do another's work, and none of them has meetings by virtue of the office.
GRANTS: dict[Role, frozenset[Permission]] = {
    Role.SECRETARY: _SECRETARY,
    Role.REVIEWER: _SECRETARY | {Permission.REVIEW_MINUTES},
    Role.SYSTEM_OFFICER: frozenset({Permission.MAINTAIN_DATABASE}),
    Role.SECURITY_OFFICER: frozenset({Permission.MANAGE_USERS}),
    Role.AUDIT_OFFICER: frozenset({Permission.READ_AUDIT}),
}
OFFICERS = (Role.SYSTEM_OFFICER, Role.SECURITY_OFFICER, Role.AUDIT_OFFICER)

ROLE_NAMES = {
    Role.SECRETARY: "会务秘书",
    Role.REVIEWER: "审核人",
    Role.SYSTEM_OFFICER: "系统管理员",
    Role.SECURITY_OFFICER: "安全保密管理员",
    Role.AUDIT_OFFICER: "安全审计员",
}


def may(actor: Actor, permission: Permission) -> bool:
    """Say whether somebody has a permission."""
    return permission in GRANTS[actor.role]


def roles_with(permission: Permission) -> tuple[Role, ...]:
    """Give the roles that have a permission."""
    return tuple(role for role, granted in GRANTS.items() if permission in granted)
