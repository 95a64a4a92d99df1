"""材料: the files with their editions and levels, handed in, signed, delivered; comments on them."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from secretariat.domain.facts import Comment, Material
from secretariat.domain.states import FileKind
from secretariat.domain.topic_files import editions
from secretariat.services import topic_files, topic_material
from secretariat.services.attachments_types import is_document
from ui.autosave import Autosave
from ui.meetings.form import FittingForm
from ui.meetings.sheet import Choice, GrowingText, Sheet
from ui.meetings.undoing import keep_entry, offer_undo
from ui.minutes.file_drop import FileDrop
from ui.minutes.scan_card import NOT_HERE
from ui.minutes.sign_off_dialogs import ActDialog
from ui.theme import S
from ui.topics.cards import TopicCard, name_of, people_of, set_people
from ui.topics.files import ALL, told
from ui.topics.lines import RecordForm, RecordList, Told
from ui.topics.words import FILE_KINDS, FILE_LEVELS
from ui.widgets.basics import box, button, label, row, set_width
from ui.widgets.card import Field
from ui.widgets.choices import Chip, ChipList
from ui.widgets.date_field import DateField
from ui.widgets.date_text import write_date
from ui.widgets.dialogs import ask_open
from ui.widgets.person_picker import PersonPicker

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator
    from pathlib import Path

    from secretariat.domain.facts import Attachment, TopicFile
    from secretariat.services.topic_sight import TopicSight
    from ui.operations import Operation
    from ui.topics.desk import TopicDesk
    from ui.topics.files import TopicFiles


class FileForm(RecordForm):
    """What a file is, its level; and what can be done with it."""

    def __init__(self, desk: TopicDesk, files: TopicFiles, told_: Told) -> None:
        super().__init__(desk, f"topic-file-{told_.key}", told_)
        self._files = files

    def make(self) -> None:
        """Make the fields."""
        form = FittingForm(2)
        form.add(self.sheet.choice("kind", "材料类别", FILE_KINDS))
        form.add(self.sheet.choice("security", "密级", FILE_LEVELS, none="未定"))
        self.content.addWidget(form)
        name = self.name
        file = self._file
        self._search = button("找回文件…", f"{name}-find", role="link", icon="search", clicked=self._find)
        self._looks = [
            button("查看", f"{name}-view", role="link", icon="preview", clicked=lambda: self._files.show(self._file)),
            button("另存为…", f"{name}-save", role="link", icon="save", clicked=lambda: self._files.save(self._file)),
        ]
        if is_document(file.name):
            self._looks.insert(
                1,
                button(
                    "用其他程序打开（只读）",
                    f"{name}-open",
                    role="link",
                    icon="open",
                    clicked=lambda: self._files.open_elsewhere(self._file),
                ),
            )
        acts = [self._search, *self._looks]
        if not self.desk.locked:
            acts.append(button("上传新版本…", f"{name}-next", role="link", icon="import", clicked=self._replace))
        self.content.addWidget(box(row(*acts, None, gap=S)))
        self.content.addWidget(label(f"校验值（SHA-256）：{file.sha256}", "small"))

    def fill(self) -> None:
        """What can be looked at, or has to be found again first."""
        missing = self._files.is_missing(self._file)
        self._search.setVisible(missing)
        for made in self._looks:
            made.setVisible(not missing)

    def _find(self) -> None:
        self._files.find_again(self._file)

    @property
    def _file(self) -> Attachment:
        found: Attachment = self.told.about
        return found

    def write(self, record: TopicFile, values: dict[str, Any]) -> Operation[Any]:
        """Change what is said of it."""
        return self.desk.do(topic_files.change_file, record.attachment, **values)

    def _replace(self) -> None:
        def attach(path: Path) -> Operation[Any]:
            return self.desk.do(topic_files.replace_file, self.desk.app.attachments, path, self.record.attachment)

        self._files.ask("上传新版本", attach, scans=False)


class CommentForm(RecordForm):
    """What somebody said of the material, and what the sponsor made of it."""

    def make(self) -> None:
        """Make the fields."""
        form = FittingForm(2)
        form.add(self.sheet.person("person", "提出人"))
        form.add(self.sheet.day("on", "日期", today=self.desk.shell.today))
        form.add(self.sheet.text("text", "意见", lines=1), span=2)
        form.add(self.sheet.text("answer", "采纳情况", lines=1), span=2)
        self.content.addWidget(form)

    def fill(self) -> None:
        """Who can be picked."""
        field = self.sheet.field("person")
        if self.desk.dossier is not None and isinstance(field, Field):
            set_people(field.editor, people_of(self.desk.dossier))

    def write(self, record: Comment, values: dict[str, Any]) -> Operation[Any]:
        """Correct it, or record the answer."""
        return self.desk.do(topic_material.change_comment, record, **values)


class CommentDialog(ActDialog):
    """Who said what of the material, on which day."""

    def __init__(self, parent: QWidget, desk: TopicDesk) -> None:
        super().__init__(parent, "topic-comment-new", "登记征求的意见", "登记", icon="edit")
        self._desk = desk
        self.who = PersonPicker("topic-comment-who", "提出人")
        if desk.dossier is not None:
            self.who.set_people(people_of(desk.dossier))
        self._who_field = Field("提出人", self.who)
        self.day = DateField("topic-comment-day", "日期", today=desk.shell.today, value=desk.shell.today)
        self.text_field = GrowingText("topic-comment-text", "意见", lines=2)
        self._text_field = Field("意见", self.text_field, hint="没有意见的填“无意见”")
        line = FittingForm(2)
        line.add(self._who_field)
        line.add(Field("日期", self.day))
        self.body.addWidget(line)
        self.body.addWidget(self._text_field)
        self.finish()
        self.who.setFocus()

    def act(self) -> Operation[Any] | None:
        """Record it."""
        text = self.text_field.toPlainText().strip()
        if self.who.value is None:
            self._who_field.show_problem(self.who.problem or "请选择提出人")
            return None
        if not text:
            self._text_field.show_problem("请填写意见；没有意见的，填“无意见”")
            return None
        return self._desk.do(topic_material.comment, self.who.value, text, on=self.day.value)


class Deliveries(QWidget):
    """The days of delivery as chips, and a line that adds one."""

    def __init__(self, desk: TopicDesk) -> None:
        super().__init__()
        self._desk = desk
        self.day = DateField("topic-delivery-day", "材料送达日期", today=desk.shell.today)
        self.day.setPlaceholderText("送达日期，回车登记")
        self.day.changed.connect(self._add)
        self.chips = ChipList("topic-deliveries", "材料送达", add_text="")
        self.chips.changed.connect(self._took_away)
        self._days: tuple[dt.date, ...] = ()
        set_width(self.day, 13)
        line = row(self.day, self.chips, None, gap=S, into=self)
        line.setStretch(1, 1)
        self.setFocusProxy(self.day)

    def show_days(self, days: tuple[dt.date, ...], *, locked: bool) -> None:
        """Show what is recorded."""
        self._days = days
        self.chips.show_chips(
            Chip(f"{number}", f"第{number}次　{write_date(day)}" if len(days) > 1 else write_date(day))
            for number, day in enumerate(days, 1)
        )
        self.chips.setVisible(bool(days))
        self.chips.setEnabled(not locked)
        self.day.setVisible(not locked)

    def _add(self, day: object) -> None:
        if day is not None:
            self.day.set_value(None)
            self._desk.do(topic_material.deliver, day)

    def _took_away(self, left: tuple[str, ...]) -> None:
        gone = next((day for number, day in enumerate(self._days, 1) if str(number) not in left), None)
        if gone is not None:
            self._desk.do(topic_material.take_back_delivery, gone)


class MaterialCard(TopicCard):
    """The card 材料."""

    codes = ("material.", "delivery.")

    def __init__(self, desk: TopicDesk, files: TopicFiles) -> None:
        super().__init__(desk, files, "材料")
        self.rows = RecordList(
            "topic-file",
            partial(FileForm, desk, files),
            remove=self._remove,
            away="移除",
            hint="回车展开，Delete 移除（可撤销）",
        )
        self.kind = Choice("topic-file-kind", "新文件的类别", FILE_KINDS.items())
        self.kind.set_value(FileKind.MATERIAL)
        self.more = button("添加文件…", "topic-file-add", role="link", icon="add", clicked=self._ask)
        self.acts.addWidget(self.kind)
        self.acts.addWidget(self.more)
        self._drop = FileDrop(self)
        self._drop.dropped.connect(self.take)
        self.sheet = sheet = Sheet("topic-material", self)
        self.autosave = Autosave(desk.shell.operations, self._save, self)
        sheet.edited.connect(self.autosave.note)
        form = FittingForm(2)
        form.add(sheet.day("submitted_on", "材料报送日期", today=desk.shell.today))
        form.add(sheet.person("signed_by", "材料签署人", hint="规则规定由分管领导签署的填写"))
        self.deliveries = Deliveries(desk)
        form.add(Field("送达与会人员", self.deliveries), span=2)
        form.add(sheet.check("recall", "会后收回"))
        form.add(sheet.day("recalled_on", "收回日期", today=desk.shell.today))
        self._comments_head = label("征求意见", "strong", wrap=False)
        self._comment = button("登记意见…", "topic-comment-add", role="link", icon="add", clicked=self._add_comment)
        self.comments = RecordList(
            "topic-comment",
            partial(_comment_form, desk),
            none="送审前征求的意见登记在这里，逐条反馈采纳情况。",
            remove=lambda one: desk.do(topic_material.remove_comment, one.record),
        )
        self.add(self.rows, form, box(row(self._comments_head, None, self._comment, gap=S)), self.comments)

    # --- showing

    def show_sight(self, sight: TopicSight) -> None:
        """Show the files, the days, the comments."""
        locked = sight.meeting.locked
        self.rows.say_none("没有材料。" if locked else "还没有材料。把文件拖到这里，或按“添加文件”。")
        self.rows.show_lines(self._lines(sight))
        for part in (self.kind, self.more, self._comment):
            part.setVisible(not locked)
        field = self.sheet.field("signed_by")
        if isinstance(field, Field):
            set_people(field.editor, people_of(sight.dossier))
        material = sight.topic.material or Material()
        self.sheet.show_record(material, keep=self.autosave.unsaved)
        self.sheet.bar(barred=locked)
        self.deliveries.show_days(material.delivered_on, locked=locked)
        self.comments.show_lines(
            Told(
                key=number,
                record=one,
                said=f"{name_of(sight.dossier, one.person)}：{one.text or ''}",
                small=f"反馈：{one.answer}" if one.answer else "",
                right="" if one.on is None else write_date(one.on),
                badge=("已反馈", "good") if one.answer else ("待反馈", "warning"),
            )
            for number, one in enumerate(sight.topic.comments, 1)
        )

    def _lines(self, sight: TopicSight) -> Iterator[Told]:
        for group in editions(sight.topic.files):
            for file in reversed(group):
                found = self.files.of(file.attachment)
                if found is not None:
                    line = self._line(file, found, latest=file is group[-1], several=len(group) > 1)
                    yield replace(line, badge=(NOT_HERE, "warning")) if self.files.is_missing(found) else line

    @staticmethod
    def _line(file: TopicFile, found: Attachment, *, latest: bool, several: bool) -> Told:
        level = "" if file.security is None else FILE_LEVELS[file.security]
        parts = (FILE_KINDS[file.kind], level, told(found), f"第{file.edition or 1}版" if several else "")
        tone = "warning" if level in {"秘密", "机密"} else "info"
        return Told(
            key=file.attachment,
            record=file,
            said=found.name,
            small="　".join(filter(None, parts)),
            right="" if file.added_on is None else write_date(file.added_on),
            badge=("旧版", "info") if not latest else (level, tone) if tone == "warning" else None,
            about=found,
        )

    # --- acts

    def _ask(self) -> None:
        ask_open(self, "添加议题材料", ALL, self.take, several=True)

    def take(self, paths: object) -> None:
        """Add the files that were chosen or dropped, one after the other."""
        if self.desk.locked or not isinstance(paths, tuple):
            return
        for path in paths:
            act = self.desk.do(topic_files.add_file, self.desk.app.attachments, path, kind=self.kind.value)
            act.long(f"正在复制 {path.name}", reports=True)
            act.then(partial(self._added, path.name))

    def _added(self, name: str, _key: object) -> None:
        self.desk.shell.note(f"已添加 {name}")

    def _remove(self, one: Told) -> None:
        shell, desk = self.desk.shell, self.desk
        kept = keep_entry(shell, topic_files.remove_file, desk.meeting_id, desk.no, one.record.attachment)
        kept.then(lambda entry: offer_undo(shell, f"已移除 {one.said}", entry))

    def _add_comment(self) -> None:
        CommentDialog(self.window(), self.desk)

    def _save(self, values: dict[str, Any]) -> Operation[Any]:
        return self.desk.do(topic_material.edit_material, **values)

    def locate(self, code: str) -> bool:
        """Go to the day or the person."""
        if code.startswith(("delivery.", "material.delivery")):
            self.deliveries.setFocus()
            return True
        names = {"late": "submitted_on", "submitted": "submitted_on", "unsigned": "signed_by", "signed": "signed_by"}
        self.sheet.field(names.get(code.rpartition(".")[2], "recalled_on")).setFocus()
        return True

    def leave(self) -> None:
        """Save what is being typed."""
        self.rows.leave()
        self.comments.leave()
        self.autosave.flush()


def _comment_form(desk: TopicDesk, told_: Told) -> CommentForm:
    return CommentForm(desk, f"topic-comment-{told_.key}", told_)
