"""The form that departments fill in: for which government and kind of meeting it is made, and where it is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secretariat.services.topic_form_file import write_topic_form
from ui.meetings.sheet import Choice
from ui.topics.office import Office, read_office
from ui.widgets.basics import button
from ui.widgets.card import Field
from ui.widgets.dialogs import Dialog, ask_save
from ui.widgets.paper_dialog import file_name

if TYPE_CHECKING:
    from pathlib import Path

    from ui.pages import Page

_KINDS = {"docx": ("Word 文档", "*.docx"), "xlsx": ("Excel 工作簿", "*.xlsx")}


class FormDialog(Dialog):
    """For which government and kind of meeting the form is made: the rulebook says what it asks."""

    def __init__(self, page: Page, ending: str) -> None:
        text = "按工作规则生成空白报送表，发给提报单位填写；填好后用“导入部门文件”读回。"
        super().__init__(page.window(), "topic-form-make", "部门报送表", text=text, icon="export")
        self._page, self._ending = page, ending
        self._office: Office | None = None
        self.government = Choice("topic-form-government", "政府")
        self.kind = Choice("topic-form-kind", "拟上会议")
        self.government.picked.connect(lambda _: self._follow())
        self._government_field = Field("政府", self.government)
        self.body.addWidget(self._government_field)
        self.body.addWidget(Field("拟上会议", self.kind))
        self.add_cancel()
        self._go = button("生成…", "topic-form-make-act", role="primary", clicked=self._make)
        self._go.setDefault(True)
        self._go.setEnabled(False)
        self.acts.addWidget(self._go)
        self.open()
        self.kind.setFocus()
        shell = page.shell
        shell.operations.read(read_office, shell.services).then(self._take)

    def _take(self, office: Office) -> None:
        self._office = office
        names = office.names or tuple(dict.fromkeys(book.government for book in office.books.values()))
        self.government.set_options((name, name) for name in names)
        if names:
            self.government.setCurrentIndex(0)
        self._follow()

    def _follow(self) -> None:
        office, name = self._office, self.government.value
        if office is None or not isinstance(name, str):
            return
        today = self._page.shell.today
        known = office.book_of(name, today) is not None
        self.kind.set_options(office.kinds_of(name, today).items())
        self.kind.set_value("executive")
        self._government_field.show_problem("" if known else "没有这个政府有效的工作规则，不能生成报送表")
        self._go.setEnabled(known)

    def _make(self) -> None:
        office, name, kind = self._office, self.government.value, self.kind.value
        book = None if office is None or name is None else office.book_of(name, self._page.shell.today)
        if book is None or kind is None:
            return
        self.accept()
        shell = self._page.shell

        def write(path: Path) -> None:
            written = shell.operations.write(write_topic_form, book, kind, path)
            written.then(lambda path: shell.note(f"报送表已保存到 {path}"))

        title = file_name(f"{book.kinds[kind].name}议题报送表", self._ending)
        ask_save(self._page, "保存部门报送表", (_KINDS[self._ending],), title, write)


def save_form(page: Page, ending: str) -> None:
    """Make the form that departments fill in."""
    FormDialog(page, ending)
