"""A topic from a department's file: looked at first, then taken in as a proposal, wholly or not at all; and written.

The file is JSON, or a ZIP with the attachments beside it (``topic_zip.py``); a form that was filled in gives the same
preview (``topic_forms_docx.py``, ``topic_forms_xlsx.py``). Files come first, one by one into the attachments' folder,
then the rows in one act: whatever ends it between the two, there is no proposal, and the files go at the next start.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import field, replace
from typing import TYPE_CHECKING, Any, Final

from secretariat.domain.file_names import name_fault
from secretariat.domain.permissions import Permission
from secretariat.domain.proposals import received
from secretariat.domain.records import record
from secretariat.domain.rosters import NOTHING_TAKEN
from secretariat.domain.topic_doubts import doubts
from secretariat.domain.topic_fragment import FORMAT, OF_MEETINGS, TopicFragment, dossier_of_fragment, fragment_of
from secretariat.errors import RefusedError
from secretariat.services import integrity
from secretariat.services.attachments_intake import LARGEST
from secretariat.services.attachments_types import size_words
from secretariat.services.dossiers import export_dossier
from secretariat.services.exchange import dump
from secretariat.services.placements import joined, side
from secretariat.services.progress import quiet
from secretariat.services.proposal_rows import store_proposal
from secretariat.services.proposals import empty_proposal
from secretariat.services.rosters import organisation_of
from secretariat.services.suspicious_files import suspicion
from secretariat.services.topic_people import AS_MEANT, Meant, reporter_meant, source_of
from secretariat.services.topic_zip import open_zip, refuse_other_attachments, write_zip
from secretariat.services.whole_files import whole_file, write_whole
from secretariat.strict_input import (
    Problem,
    open_file,
    parse_json,
    read_bytes,
    refuse,
    refuse_file,
    shown_file,
    shown_value,
    validate,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy.orm import Session

    from secretariat.domain.facts import Dossier
    from secretariat.domain.permissions import Actor
    from secretariat.domain.proposals import Carried
    from secretariat.services.attachments_store import AttachmentFiles
    from secretariat.services.database import Database
    from secretariat.services.progress import Report
    from secretariat.services.proposals import Empty
    from secretariat.services.topic_zip import TopicZip

_ZIP: Final = b"PK"
_CHOOSE: Final = "请选择本程序导出的议题文件"
_ORIGIN: Final = "部门报送"
_RECORDS_ONLY: Final = "文件只带附件的登记，不带附件本身，导入后请用“找回文件…”添加"
_KIND: Final = re.compile(r"[a-z][a-z0-9_]{0,39}")


@record(kw_only=True)
class TopicPreview:
    """What a file would bring, before anything is written.

    ``notes`` are what the reader should know: what is told and not there. ``digest`` is that of the file's text, so
    that nothing else than what was looked at is taken in. A ``form`` is itself the one attachment.
    """

    path: Path
    fragment: TopicFragment
    digest: str
    zipped: bool = False
    form: bool = False
    notes: tuple[str, ...] = field(default=())


# ------------------------------------------------------------------------------------------------------------ looked at


def read_topic_file(path: Path) -> TopicPreview:
    """Look at a department's file, JSON or ZIP; raises ``UnusableInputError`` with the place and the remedy.

    Of a ZIP the list of contents is checked, of the attachments nothing is read yet.
    """
    source = shown_file(path)
    with open_file(path) as file:
        zipped = file.read(2) == _ZIP
    if not zipped:
        data = read_bytes(path)
        fragment = parse_fragment(data, source)
        notes = asked_of(fragment)
        if fragment.attachments:
            notes = (_RECORDS_ONLY, *notes)
        return TopicPreview(path=path, fragment=fragment, digest=_digest(data), notes=notes)
    with open_zip(path) as archive:
        data = archive.topic_json()
        fragment = _of_zip(archive, data)
    notes = asked_of(fragment)
    return TopicPreview(path=path, fragment=fragment, digest=_digest(data), zipped=True, notes=notes)


def asked_of(fragment: TopicFragment) -> tuple[str, ...]:
    """What may be a slip or the truth in a topic that is handed in; it is asked before, and then taken as it is."""
    found = doubts(dossier_of_fragment(fragment), fragment.topic, proposal=True)
    return tuple(f"请核对：{doubt.text}" for doubt in found)


def _of_zip(archive: TopicZip, data: bytes) -> TopicFragment:
    fragment = parse_fragment(data, f"{archive.source} 里的 topic.json")
    refuse_other_attachments(archive, {one.name: one for one in fragment.attachments})
    return fragment


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def parse_fragment(data: bytes, source: str) -> TopicFragment:
    """Give what a file's text says; ``source`` names it in messages. Raises ``UnusableInputError``."""
    obj = parse_json(data, source=source)
    _refuse_other_formats(obj, source)
    fragment = validate(TopicFragment, _with_number(obj), source=source)
    refuse(_problems(fragment), source=source)
    return fragment


def _refuse_other_formats(obj: object, source: str) -> None:
    if not isinstance(obj, dict) or "format" not in obj:
        refuse_file(
            "不是议题文件：缺少 format 键", f'{_CHOOSE}；确是议题文件的，补上 "format": "{FORMAT}"', source=source
        )
    name = obj["format"]
    if name == FORMAT:
        return
    if isinstance(name, str) and re.fullmatch(r"secretariat-topic/[0-9]{1,4}", name):
        text = f"format：议题文件的格式 {shown_value(name)} 比本程序认识的新"
        refuse_file(text, f"请升级本程序，或请对方另存为 {FORMAT}", source=source)
    if isinstance(name, str) and name.startswith("secretariat-dossier/"):
        refuse_file("这是会议卷宗，不是议题文件", "请在会议页导入会议卷宗", source=source)
    refuse_file(f"format：不是议题文件：{shown_value(name)}", f"{_CHOOSE}；format 应为 {FORMAT}", source=source)


def _with_number(obj: Any) -> object:  # noqa: ANN401 (whatever JSON holds)
    """A topic that is on no meeting needs no number."""
    if isinstance(obj, dict) and isinstance(obj.get("topic"), dict):
        return {**obj, "topic": {"no": 1, **obj["topic"]}}
    return obj


def _problems(fragment: TopicFragment) -> Iterator[Problem]:
    for problem in integrity.problems(dossier_of_fragment(fragment)):
        steps = problem.steps
        yield problem._replace(steps=("topic", *steps[2:]) if steps[:1] == ("topics",) else steps)
    if fragment.kind is not None and not _KIND.fullmatch(fragment.kind):
        text = f"不是会议类别：{shown_value(fragment.kind)}"
        yield Problem(("kind",), text, "请写 executive、plenary 等会议类别，或删去这个键")
    for name in OF_MEETINGS:
        if getattr(fragment.topic, name) is not None:
            yield Problem(("topic", name), "是上会以后才有的，报送的议题不应有", "请删去这个键")
    for index, row in enumerate(fragment.topic.countersigns):
        if row.department == fragment.topic.sponsor:
            text = "主办单位不能会签自己提报的议题"
            yield Problem(("topic", "countersigns", index, "department"), text, "请改成会签部门，或删去这一条会签")
    yield from _unusable_files(fragment)


def _unusable_files(fragment: TopicFragment) -> Iterator[Problem]:
    taken: set[str] = set()
    for index, one in enumerate(fragment.attachments):
        name: tuple[str | int, ...] = ("attachments", index, "name")
        if (fault := name_fault(one.name)) is not None:
            yield Problem(name, f"{fault[0]}：{shown_value(one.name)}", fault[1])
        if one.name.casefold() in taken:
            yield Problem(name, f"有两个附件叫 {shown_value(one.name)}", "请给其中一个换个名称")
        taken.add(one.name.casefold())
        if (wrong := suspicion(one.name)) is not None:
            remedy = "没有导入，请不要打开它；请与报送单位核实，重新导出不带它的议题文件"
            yield Problem(name, f"附件 {shown_value(one.name)} {wrong}", remedy)
        if one.size > LARGEST:
            remedy = "请压缩、降低扫描分辨率，或拆成几个文件"
            yield Problem(("attachments", index, "size"), f"{size_words(one.size)}，每个附件最大 200 MB", remedy)


# ------------------------------------------------------------------------------------------------------------- taken in


@record(kw_only=True)
class Target:
    """Where a topic is filed: the government's name, the kind of meeting that it is meant for, the day.

    ``reporter`` is who reports: whom the file means, an id in ``Matched.dossier``, or nobody.
    """

    government: str
    kind: str
    filed_on: dt.date
    from_organisation: bool = True
    reporter: str | None = AS_MEANT


@record(kw_only=True)
class Newcomers:
    """Whom and what a file names that the organisation does not know; they come along, and can be matched later."""

    people: tuple[str, ...]
    departments: tuple[str, ...]


@record(kw_only=True)
class Matched:
    """Who is who: ``dossier`` holds those whom the organisation knows, ``reporter`` who of them is meant to report."""

    newcomers: Newcomers
    dossier: Dossier
    reporter: Meant


def matched(database: Database, preview: TopicPreview, target: Target) -> Matched:
    """Give who would report and who would come along, for the preview; raises ``NoSuchGovernmentError``."""
    with database.reader() as session:
        empty, carried = _carried(session, preview.fragment, target)
    newcomers = Newcomers(
        people=tuple(one.name for one in preview.fragment.people if one.id in carried.added_people),
        departments=tuple(one.name for one in preview.fragment.departments if one.id in carried.added_departments),
    )
    meant = reporter_meant(preview.fragment, empty.dossier)
    return Matched(newcomers=newcomers, dossier=empty.dossier, reporter=meant)


def _carried(session: Session, fragment: TopicFragment, target: Target) -> tuple[Empty, Carried]:
    empty = empty_proposal(
        session, target.government, target.kind, target.filed_on, from_organisation=target.from_organisation
    )
    there = side(empty.dossier, empty.taken)
    return empty, received(source_of(fragment, there, target.reporter), there)


def import_topic(
    database: Database,
    actor: Actor,
    files: AttachmentFiles,
    preview: TopicPreview,
    target: Target,
    *,
    report: Report = quiet,
) -> int:
    """Take a topic in as a proposal, with its files, and give its key.

    Its people and departments are those of the organisation where they are the same; others come along. Raises
    ``UnusableInputError`` where the file is not any more what was looked at, or an attachment not what is on record;
    ``RefusedError`` where the reporter that was chosen is not there on that day;
    what ``AttachmentFiles.put`` raises; ``NoSuchGovernmentError``. Then there is no proposal.
    """
    fragment = preview.fragment
    if target.from_organisation:
        with database.reader() as session:
            organisation_of(session, target.government)  # nobody waits for 200 MB that are refused in the end
    if preview.zipped:
        _store_files(files, preview, report)
    elif preview.form:
        _store_form(files, preview)
    act = f"导入议题：{fragment.topic.title}"
    with database.transaction(actor=actor, permission=Permission.IMPORT_MEETINGS, act=act) as transaction:
        session = transaction.session
        empty, carried = _carried(session, fragment, target)
        dossier = _registered(carried.dossier, target.filed_on)
        refuse(integrity.problems(dossier), source=shown_file(preview.path))
        taken = joined(empty.taken, NOTHING_TAKEN, carried)
        return store_proposal(session, dossier, taken, empty.organisation_id).id


def _registered(dossier: Dossier, day: dt.date) -> Dossier:
    """A topic that does not tell when it was handed in was so on the day it is filed."""
    topic = dossier.topics[0]
    topic = replace(topic, registered_on=topic.registered_on or day, origin=topic.origin or _ORIGIN)
    return replace(dossier, topics=(topic,))


def _store_files(files: AttachmentFiles, preview: TopicPreview, report: Report) -> None:
    attachments = preview.fragment.attachments
    with open_zip(preview.path) as archive:
        data = archive.topic_json()
        if _digest(data) != preview.digest:
            raise _changed(archive.source)
        _of_zip(archive, data)
        archive.check(attachments, report)
        for one in attachments:
            files.put(archive.pieces(one, report), expected=one.sha256, size=one.size)


def _store_form(files: AttachmentFiles, preview: TopicPreview) -> None:
    data = read_bytes(preview.path)
    if _digest(data) != preview.digest:
        raise _changed(shown_file(preview.path))
    files.put((data,), expected=preview.digest, size=len(data))


def _changed(source: str) -> RefusedError:
    return RefusedError(f"{source}：文件在预览之后被改动，没有导入", "请重新选择文件，看过之后再导入")


# -------------------------------------------------------------------------------------------------------------- written


def export_topic(
    database: Database, files: AttachmentFiles, meeting_id: int, no: int, path: Path, *, report: Report = quiet
) -> Path:
    """Write a topic of a meeting, or a proposal's, as a file: a ZIP with its attachments where the name ends in .zip.

    Raises ``UnwritableError``, ``FileNotHereError`` for an attachment that is not on this computer; then there is no
    file.
    """
    fragment = fragment_of(export_dossier(database, meeting_id), no)
    if path.suffix.lower() != ".zip":
        write_whole(path, dump(fragment))
        return path
    with whole_file(path) as file:
        write_zip(file, dump(fragment), fragment.attachments, files, report)
    return path
