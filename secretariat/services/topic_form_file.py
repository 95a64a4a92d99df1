"""The department's form as a file: made by the rulebook, read back, and shown before anything is written."""

from __future__ import annotations

import hashlib
import zipfile
from typing import TYPE_CHECKING

from secretariat.domain.topic_fragment import dossier_of_fragment
from secretariat.errors import UserError
from secretariat.services import integrity
from secretariat.services.topic_file import TopicPreview, asked_of
from secretariat.services.topic_form_answers import answers_of, fragment_of_answers
from secretariat.services.topic_forms import MARK, form_of
from secretariat.services.topic_forms_docx import docx_form, read_docx
from secretariat.services.topic_forms_xlsx import read_xlsx, xlsx_form
from secretariat.services.whole_files import write_whole
from secretariat.strict_input import open_file, read_bytes, refuse, shown_file

if TYPE_CHECKING:
    from pathlib import Path

    from secretariat.rules.rulebook import Rulebook
    from secretariat.services.reference import Reference
    from secretariat.services.topic_forms import TopicForm

_WORDS = 3
_NEXT = "报送表不带附件，导入后请在议题页添加汇报材料等文件"


def write_topic_form(rulebook: Rulebook, kind: str, path: Path) -> Path:
    """Write an empty form for topics meant for a kind of meeting: a workbook where the name ends in .xlsx, else Word.

    Raises ``UnwritableError``.
    """
    form = form_of(rulebook, kind)
    write_whole(path, xlsx_form(form) if path.suffix.lower() == ".xlsx" else docx_form(form))
    return path


def read_topic_form(path: Path, reference: Reference, rulebook: Rulebook, kind: str) -> TopicPreview:
    """Look at a form that was filled in; raises ``UnusableInputError`` naming each cell that is wrong.

    It is read by the rulebook and kind that it was made for, as it says of itself, else by those that are given.
    """
    data = read_bytes(path)
    form = form_of(rulebook, kind)
    raw = read_xlsx(path, form) if _is_workbook(path) else read_docx(path)
    own = _own_form(raw.mark, reference)
    if own is not None and own != form:
        form = own
        raw = read_xlsx(path, form) if _is_workbook(path) else raw
    answers = answers_of(form, raw)
    fragment = fragment_of_answers(form, answers, source=shown_file(path))
    refuse(integrity.problems(dossier_of_fragment(fragment)), source=shown_file(path))
    others = f"不是报送表的栏目，没有导入：{'；'.join(answers.others)}" if answers.others else ""
    notes = (_NEXT, *filter(None, (others,)), *asked_of(fragment))
    return TopicPreview(path=path, fragment=fragment, digest=hashlib.sha256(data).hexdigest(), notes=notes)


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
