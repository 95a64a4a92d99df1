"""The closed lists of words that a dossier may use: posts, parts, states, types of topic."""

from __future__ import annotations

from enum import StrEnum


class Post(StrEnum):
    """A post of the government or its Party group; one vocabulary for every rulebook."""

    HEAD = "head"
    EXECUTIVE_DEPUTY = "executive_deputy"
    DEPUTY = "deputy"
    PARTY_SECRETARY = "party_secretary"
    PARTY_DEPUTY_SECRETARY = "party_deputy_secretary"
    PARTY_MEMBER = "party_member"
    OFFICE_DIRECTOR = "office_director"
    OFFICE_DEPUTY_DIRECTOR = "office_deputy_director"
    ASSISTING_OFFICIAL = "assisting_official"
    DEPARTMENT_HEAD = "department_head"
    ENTERPRISE_HEAD = "enterprise_head"
    TOWN_HEAD = "town_head"
    LEGAL_COUNSEL = "legal_counsel"


class DepartmentKind(StrEnum):
    """What a department (部门、镇街、单位) is."""

    DEPARTMENT = "department"
    TOWN = "town"
    ENTERPRISE = "enterprise"
    OFFICE = "office"
    OTHER = "other"


class DepartmentRole(StrEnum):
    """A function that a rule names instead of a department's own name."""

    JUSTICE = "justice"
    ARMED_FORCES = "armed_forces"
    SUPERVISION = "supervision"


class MeetingStatus(StrEnum):
    """How far a meeting has come."""

    PLANNED = "planned"
    HELD = "held"
    ISSUED = "issued"


class Security(StrEnum):
    """Security level (密级) of a meeting."""

    NONE = "none"
    INTERNAL = "internal"
    SECRET = "secret"  # noqa: S105 (a level, not a password)
    CONFIDENTIAL = "confidential"


class Part(StrEnum):
    """In what part somebody is on the list: 出席、列席、邀请、工作人员."""

    MEMBER = "member"
    ATTENDEE = "attendee"
    GUEST = "guest"
    STAFF = "staff"


class Presence(StrEnum):
    """Whether somebody on the list came."""

    PRESENT = "present"
    LEAVE = "leave"
    ABSENT = "absent"


class RecusalReason(StrEnum):
    """Why somebody withdrew from a topic (回避): it concerns himself, a relative, or another reason."""

    SELF = "self"
    RELATIVE = "relative"
    OTHER = "other"


class TopicType(StrEnum):
    """What a topic (议题) is about."""

    STUDY = "study"
    REPORT = "report"
    PLAN_BUDGET = "plan_budget"
    NORMATIVE_DOCUMENT = "normative_document"
    LOCAL_REGULATION = "local_regulation"
    GOVERNMENT_RULE = "government_rule"
    MAJOR_DECISION = "major_decision"
    CONTRACT = "contract"
    MAJOR_PROJECT = "major_project"
    LARGE_FUNDS = "large_funds"
    APPOINTMENT = "appointment"
    SAFETY = "safety"
    DOCUMENT = "document"
    COMMENDATION = "commendation"
    SANCTION = "sanction"
    OTHER = "other"


class TopicFlag(StrEnum):
    """What else is true of a topic and makes a rule apply to it."""

    MARKET_ACTIVITY = "market_activity"
    PUBLIC_INTEREST = "public_interest"
    TOWNS = "towns"
    STAFFING = "staffing"
    NEW_SPENDING = "new_spending"
    MULTI_DEPARTMENT = "multi_department"
    DEADLINE_BOUND = "deadline_bound"
    MAJOR_CONTRACT = "major_contract"
    FINANCE = "finance"
    DEPARTMENT_REMIT = "department_remit"


class StepKind(StrEnum):
    """A step of a topic's chain of approval."""

    DEPUTY_REPORT = "deputy_report"
    DEPUTY_REVIEW = "deputy_review"
    OFFICE_REVIEW = "office_review"
    HEAD_DECISION = "head_decision"


class Opinion(StrEnum):
    """What a department answered to a countersign (会签)."""

    AGREE = "agree"
    DISAGREE = "disagree"
    NONE = "none"


class ReviewKind(StrEnum):
    """A review that a topic needs before it is heard."""

    LEGALITY = "legality"
    RISK = "risk"
    FAIR_COMPETITION = "fair_competition"
    TOWNS = "towns"
    EXPERTS = "experts"
    CONSULTATION = "consultation"
    PERFORMANCE = "performance"


class Outcome(StrEnum):
    """What a meeting did with a topic."""

    ADOPTED = "adopted"
    ADOPTED_IN_PRINCIPLE = "adopted_in_principle"
    ADOPTED_AFTER_REVISION = "adopted_after_revision"
    DEFERRED = "deferred"
    REJECTED = "rejected"
    NOTED = "noted"


class Revision(StrEnum):
    """How much a document must be revised before it is issued."""

    NONE = "none"
    MINOR = "minor"
    MAJOR = "major"


class MinutesStage(StrEnum):
    """How far the minutes (纪要) have come: 起草、编辑、审核、签发、编号、印发. Issued minutes are locked."""

    DRAFT = "draft"
    EDITED = "edited"
    REVIEWED = "reviewed"
    SIGNED = "signed"
    NUMBERED = "numbered"
    ISSUED = "issued"


class FileKind(StrEnum):
    """What a file of a topic is: 汇报材料, 文件草案, 依据, 审批表单, or something else."""

    MATERIAL = "material"
    DRAFT = "draft"
    BASIS = "basis"
    FORM = "form"
    OTHER = "other"


class AgendaAct(StrEnum):
    """What was done to an agenda after it was set: a topic came, was withdrawn, was moved."""

    ADDED = "added"
    WITHDRAWN = "withdrawn"
    MOVED = "moved"


class NoticeChannel(StrEnum):
    """How somebody was told of a meeting."""

    PHONE = "phone"
    PAPER = "paper"
    MESSAGE = "message"


class NoticeAnswer(StrEnum):
    """What came of telling somebody of a meeting (回执)."""

    ATTENDS = "attends"
    LEAVE = "leave"
    SUBSTITUTE = "substitute"
    NOT_REACHED = "not_reached"
