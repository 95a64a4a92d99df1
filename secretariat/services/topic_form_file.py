"""The department's form as a file: made by the rulebook, read back, and shown before anything is written."""

from __future__ import annotations

import hashlib
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from secretariat.domain.facts import Attachment, TopicFile
from secretariat.domain.file_names import safe_name
from secretariat.domain.states import FileKind
from secretariat.domain.topic_fragment import dossier_of_fragment
from secretariat.errors import UserError
from secretariat.services import integrity
from secretariat.services.attachments_intake import name_of
from secretariat.services.attachments_types import media_type
from secretariat.services.topic_file import TopicPreview, asked_of
from secretariat.services.topic_form_answers import answers_of, handed_in
from secretariat.services.topic_forms import MARK, form_of
from secretariat.services.topic_forms_docx import docx_form, read_docx
from secretariat.services.topic_forms_xlsx import read_xlsx, xlsx_form
from secretariat.services.whole_files import write_whole
from secretariat.strict_input import open_file, read_bytes, refuse, shown_file

if TYPE_CHECKING:
    from pathlib import Path

    from secretariat.domain.topic_fragment import TopicFragment
    from secretariat.rules.rulebook import Rulebook
    from secretariat.services.reference import Reference
    from secretariat.services.topic_form_answers import Level
    from secretariat.services.topic_forms import TopicForm

_WORDS: Final = 3
_OWN: Final = "a01"
_NEXT: Final = "报送表本身存入议题材料，不带附件，导入后请在议题页添加汇报材料等文件"


def write_topic_form(rulebook: Rulebook, kind: str, path: Path) -> Path:
    """Write an empty form for topics meant for a kind of meeting: a workbook where the name ends in .xlsx, else Word.

    Raises ``UnwritableError``.
    """
    form = form_of(rulebook, kind)
    write_whole(path, xlsx_form(form) if path.suffix.lower() == ".xlsx" else docx_form(form))
    return path


def read_topic_form(path: Path, reference: Reference, rulebook: Rulebook, kind: str) -> TopicPreview:
    """Look at a form that was filled in; raises ``UnusableInputError`` naming each cell that is wrong.

    It is read by the rulebook and kind that it was made for, as it says of itself, else by those that are given. The
    form itself is among the topic's files: it bears the level that it says the material has.
    """
    data = read_bytes(path)
    form = form_of(rulebook, kind)
    raw = read_xlsx(path, form) if _is_workbook(path) else read_docx(path)
    own = _own_form(raw.mark, reference)
    if own is not None and own != form:
        form = own
        raw = read_xlsx(path, form) if _is_workbook(path) else raw
    answers = answers_of(form, raw)
    told, level = handed_in(form, answers, source=shown_file(path))
    fragment = _with_itself(told, path, data, level)
    refuse(integrity.problems(dossier_of_fragment(fragment)), source=shown_file(path))
    others = f"不是报送表的栏目，没有导入：{'；'.join(answers.others)}" if answers.others else ""
    period = "" if level is None or not level.period else _period(level)
    notes = (_NEXT, *filter(None, (others, period)), *asked_of(fragment))
    digest = fragment.attachments[0].sha256
    return TopicPreview(path=path, fragment=fragment, digest=digest, form=True, notes=notes)


def _with_itself(fragment: TopicFragment, path: Path, data: bytes, level: Level | None) -> TopicFragment:
    """The topic with the form that was filled in among its files."""
    name = safe_name(name_of(path))
    kind = media_type(data, name)
    own = Attachment(id=_OWN, name=name, sha256=hashlib.sha256(data).hexdigest(), size=len(data), media_type=kind)
    security = None if level is None else level.security
    file = TopicFile(attachment=_OWN, kind=FileKind.FORM, edition=1, security=security, added_on=fragment.filed_on)
    return replace(fragment, attachments=(own,), topic=replace(fragment.topic, files=(file,)))


def _period(level: Level) -> str:
    """A file of a topic has a level; the period is the meeting's (会议信息)."""
    return f"材料的保密期限（{level.period}）没有导入：材料只登记密级，保密期限在会议信息中填写"


def _own_form(mark: str, reference: Reference) -> TopicForm | None:
    words = mark.split()
    if len(words) != _WORDS or words[0] != MARK:
        return None
    try:
        return form_of(reference.rulebook(words[1]), words[2])
    except UserError:
        return None


def _is_workbook(path: Path) -> bool:
    with open_file(path) as file:
        try:
            with zipfile.ZipFile(file) as package:
                return any(name.startswith("xl/") for name in package.namelist())
        except (zipfile.BadZipFile, ValueError):
            return path.suffix.lower() in {".xlsx", ".xls", ".et"}
