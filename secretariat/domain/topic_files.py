"""The files of a topic (议题材料): added, replaced by a later edition, called otherwise, taken away; pure functions.

Files that replaced each other stand side by side, the earliest first: one without an edition, or of the first, begins.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from secretariat.domain.editing import ImpossibleError, add_attachment, remove_attachment, set_topic, topic_of
from secretariat.domain.facts import TopicFile
from secretariat.domain.states import Security
from secretariat.domain.topic_references import named_in

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from secretariat.domain.facts import Attachment, Dossier
    from secretariat.domain.states import FileKind

_GONE: Final = "它可能刚刚被修改或删除，请查看最新内容"


def editions(files: Iterable[TopicFile]) -> tuple[tuple[TopicFile, ...], ...]:
    """The files, those that replaced each other together; the last of each is the one that counts."""
    groups: list[list[TopicFile]] = []
    for file in files:
        if groups and (file.edition or 1) > 1 and (groups[-1][-1].edition or 1) == (file.edition or 1) - 1:
            groups[-1].append(file)
        else:
            groups.append([file])
    return tuple(tuple(group) for group in groups)


def add_file(
    dossier: Dossier,
    no: int,
    file: Attachment,
    *,
    kind: FileKind,
    security: Security | None = None,
    on: dt.date | None = None,
) -> Dossier:
    """Add a file; raises ``ImpossibleError`` for one of this content that the topic has already.

    One that nobody gave a level has that of the topic's other files where they are classified (of the form that told
    the material's level, say): until somebody says otherwise, it rather bears one too many than none.
    """
    added, ref = _with(dossier, file)
    files = topic_of(dossier, no).files
    _refuse_twice(files, ref, file)
    level = _level(files) if security is None else security
    made = TopicFile(attachment=ref, kind=kind, edition=1, security=level, added_on=on)
    return set_topic(added, no, files=(*files, made))


def _level(files: Iterable[TopicFile]) -> Security | None:
    """The highest level among files, where it is one to be kept to."""
    found = {file.security for file in files}
    return next(
        (level for level in (Security.CONFIDENTIAL, Security.SECRET, Security.INTERNAL) if level in found), None
    )


def replace_file(dossier: Dossier, no: int, old: str, file: Attachment, *, on: dt.date | None = None) -> Dossier:
    """Add a later edition of a file; what there was stays, and its kind and level go on."""
    added, ref = _with(dossier, file)
    files = topic_of(dossier, no).files
    group = next((group for group in editions(files) if any(one.attachment == old for one in group)), None)
    if group is None:
        raise ImpossibleError("没有这个文件", _GONE)
    _refuse_twice(files, ref, file)
    last = group[-1]
    made = replace(last, attachment=ref, edition=(last.edition or 1) + 1, added_on=on)
    place = files.index(last) + 1
    return set_topic(added, no, files=(*files[:place], made, *files[place:]))


def change_file(dossier: Dossier, no: int, attachment: str, **values: Any) -> Dossier:  # noqa: ANN401 (of TopicFile)
    """Change what is said of a file: its kind, its security level, since when it is there."""
    files = topic_of(dossier, no).files
    if all(one.attachment != attachment for one in files):
        raise ImpossibleError("没有这个文件", _GONE)
    changed = tuple(replace(one, **values) if one.attachment == attachment else one for one in files)
    return set_topic(dossier, no, files=changed)


def remove_file(dossier: Dossier, no: int, attachment: str) -> Dossier:
    """Take a file off the topic; of several editions those that follow count anew."""
    files = topic_of(dossier, no).files
    if all(one.attachment != attachment for one in files):
        raise ImpossibleError("没有这个文件", _GONE)
    left = tuple(
        replace(one, edition=number)
        for group in editions(files)
        for number, one in enumerate((one for one in group if one.attachment != attachment), 1)
    )
    changed = set_topic(dossier, no, files=left)
    if any(attachment in named_in(topic).files for topic in changed.topics):
        return changed
    try:
        return remove_attachment(changed, attachment)
    except ImpossibleError:  # the minutes or somebody's leave name it
        return changed


def _with(dossier: Dossier, file: Attachment) -> tuple[Dossier, str]:
    """The dossier with a file, and its id; one of the same content and name is not kept twice."""
    for known in dossier.attachments:
        if (known.sha256, known.name) == (file.sha256, file.name):
            return dossier, known.id
    added = add_attachment(dossier, file)
    return added, added.attachments[-1].id


def _refuse_twice(files: Iterable[TopicFile], ref: str, file: Attachment) -> None:
    if any(one.attachment == ref for one in files):
        raise ImpossibleError(f"“{file.name}”已经在材料中，内容相同", "请确认选对了文件；修改后的文稿请先保存再添加")
