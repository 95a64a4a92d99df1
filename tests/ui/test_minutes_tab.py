"""The tab 纪要: the minutes' whole life, a text that is never lost, and papers that say what was saved."""

from __future__ import annotations

import dataclasses
from datetime import date

import pypdfium2
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from secretariat.domain.facts import MinutesBody, MinutesSection
from secretariat.domain.states import MinutesStage
from secretariat.services import drafts
from secretariat.services import minutes as service
from secretariat.services.dossiers import export_dossier
from tests.ui.meeting_desk import SECRETARY, TabPage
from tests.ui.minutes_desk import codes, dialog, office, primary, settled, show, sign, type_in
from ui.minutes.comparison import compare
from ui.minutes.minutes_tab import MinutesTab
from ui.minutes.sign_off_dialogs import CorrectDialog, IssueDialog, NumberDialog, SignDialog

KEY = Qt.Key
__all__ = ["office", "show"]


def test_the_whole_life_with_a_wrong_signer_on_the_way(show, qtbot):
    tab = show(drafted=False)
    assert primary(tab).text == "起草纪要"
    primary(tab).run()
    settled(tab, qtbot)
    assert tab.life.stage is MinutesStage.DRAFT
    type_in(tab.editor.opening, "（经核对）")
    QTest.keyClick(tab.editor.opening, KEY.Key_S, Qt.KeyboardModifier.ControlModifier)
    settled(tab, qtbot)
    assert tab.life.stage is MinutesStage.EDITED
    assert "（经核对）" in tab.minutes().body.opening

    assert primary(tab).text == "登记审核"
    primary(tab).run()
    assert tab.views.value == "sign"
    tab.panel.review.who.set_value("p08")
    tab.panel.review.go.click()
    settled(tab, qtbot)
    assert [review.by for review in tab.minutes().reviews] == ["p08"]

    assert primary(tab).text == "登记签发…"
    sign(tab, qtbot, "p02")
    assert tab.minutes().signed_by == "p02"  # recorded, though it breaks the rule
    assert "minutes.wrong_signer" in codes(tab)
    assert tab.panel.verdict.text == "不符合规则"

    primary(tab).run()
    number = dialog(tab, NumberDialog, qtbot)
    number.go.click()
    settled(tab, qtbot)
    assert tab.minutes().number == 1

    primary(tab).run()
    issue = dialog(tab, IssueDialog, qtbot)
    issue.go.click()
    settled(tab, qtbot)
    assert "应由区委副书记、区长陆承安签发" in issue.problem
    assert tab.minutes().stage is MinutesStage.NUMBERED
    issue.reject()

    finish_well(tab, qtbot)
    correct(tab, qtbot)


def finish_well(tab, qtbot):
    """Have the right person sign, and issue."""
    tab.desk.act(service.withdraw_sign_off)
    settled(tab, qtbot)
    sign(tab, qtbot, "p01")
    assert "minutes.wrong_signer" not in codes(tab)
    assert tab.minutes().number == 1  # never given twice

    primary(tab).run()
    dialog(tab, IssueDialog, qtbot).go.click()
    settled(tab, qtbot)
    assert tab.minutes().stage is MinutesStage.ISSUED
    assert tab.editor.opening.isReadOnly()
    assert primary(tab).text == "打印纪要"


def correct(tab, qtbot):
    """Begin a corrected version."""
    tab._ask("correct")
    made = dialog(tab, CorrectDialog, qtbot)
    made.go.click()
    assert made._reason_field.problem == "请填写更正原因"
    made.reason.setPlainText("开头有误")
    made.go.click()
    settled(tab, qtbot)
    assert [version.reason for version in tab.minutes().versions] == ["开头有误"]
    assert not tab.editor.opening.isReadOnly()


def test_the_proposed_signer_stands_in_the_dialog(show, qtbot):
    tab = show()
    tab._ask("sign")
    made = dialog(tab, SignDialog, qtbot)
    assert made.who.value == "p01"
    assert made.day.value == date(2026, 4, 7)
    assert "第五十六条" in made.text.text()
    made.who.set_value(None)
    made.go.click()
    assert made._who_field.problem == "请选择签发人"
    made.reject()


def test_a_gap_in_the_numbers_needs_a_reason(show, qtbot):
    tab = show()
    sign(tab, qtbot, "p01")
    tab._ask("number")
    made = dialog(tab, NumberDialog, qtbot)
    assert made.number.text() == "1"
    made.number.setText("4")
    made.number.textEdited.emit("4")
    assert "第1期至第3期将空号" in made._number_field.problem
    made.go.click()
    assert made._reason_field.problem == "请填写空号原因"
    made.reason.setText("前三期为手工编号")
    made.go.click()
    settled(tab, qtbot)
    assert tab.minutes().number == 4


def test_what_was_typed_survives_a_kill(show, office, qtbot):
    tab = show()
    type_in(tab.editor._sections[1].text, "会议强调，要抓紧实施。")
    qtbot.waitUntil(lambda: drafts.kept_body(office.database, tab.desk.meeting_id) is not None)
    settled(tab, qtbot)
    saved = tab.minutes().body
    assert "抓紧实施" not in str(saved)  # not saved for good, and yet not lost
    # A new window, while the old one never came to saving.
    tab._base = None
    page = TabPage(tab.shell, MinutesTab, tab.desk.meeting_id)
    qtbot.addWidget(page)
    page.desk.read()
    qtbot.waitUntil(lambda: page.tab.dirty)
    assert "会议强调，要抓紧实施。" in str(page.tab.editor.body)
    assert "已恢复上次没有保存的修改" in page.tab.notice.text
    page.tab.save()
    settled(page.tab, qtbot)
    assert "抓紧实施" in str(export_dossier(office.database, tab.desk.meeting_id).minutes.body)
    assert drafts.kept_body(office.database, tab.desk.meeting_id) is None


def test_a_new_view_does_not_overwrite_what_is_typed(show, office, qtbot):
    tab = show()
    type_in(tab.editor.opening, "我的文字")
    body = dataclasses.replace(tab.minutes().body, opening="别处的文字")
    service.save_body(office.database, SECRETARY, tab.desk.meeting_id, body)
    qtbot.waitUntil(tab.notice.isVisible)
    settled(tab, qtbot)
    assert "我的文字" in tab.editor.body.opening
    assert "别处修改" in tab.notice.text
    tab.discard()
    assert tab.editor.body.opening == "别处的文字"
    settled(tab, qtbot)


def test_leaving_saves(show, qtbot):
    tab = show()
    type_in(tab.editor.opening, "离开时保存")
    tab.leave()
    settled(tab, qtbot)
    assert "离开时保存" in tab.minutes().body.opening
    assert not tab.dirty


def test_a_signed_text_cannot_be_edited_until_the_sign_off_is_withdrawn(show, qtbot):
    tab = show()
    sign(tab, qtbot, "p01")
    assert all(block.isReadOnly() for block in tab.editor._all())
    tab._ask("withdraw")
    qtbot.waitUntil(lambda: tab.findChild(QPushButton, "withdraw-act") is not None)
    tab.findChild(QPushButton, "withdraw-act").click()
    settled(tab, qtbot)
    assert not any(block.isReadOnly() for block in tab.editor._all())


def test_the_preview_says_what_was_saved(show, qtbot):
    tab = show()
    type_in(tab.editor.opening, "预览核对")
    tab.turn_to("paper")
    qtbot.waitUntil(lambda: bool(tab.papers.preview.paper) and not tab.shell.operations.busy, timeout=15_000)
    document = pypdfium2.PdfDocument(tab.papers.preview.paper)
    text = "".join(page.get_textpage().get_text_bounded() for page in document)
    assert "预览核对" in text.replace("\r\n", "")
    assert "送审稿" in text
    tab.papers.turn_to("sheet")
    before = tab.papers.preview.paper
    qtbot.waitUntil(lambda: tab.papers.preview.paper != before and not tab.shell.operations.busy, timeout=15_000)
    sheet = pypdfium2.PdfDocument(tab.papers.preview.paper)
    assert "签发" in sheet[0].get_textpage().get_text_bounded()


def test_what_was_changed_is_marked(show, qtbot):
    tab = show()
    type_in(tab.editor.opening, "新增文字")
    tab.turn_to("changes")
    qtbot.waitUntil(lambda: tab.changes.summary.text() == "与按记录起草的文字相比：增加 4 字，删除 0 字")
    assert "新增文字" in tab.changes.text.text()
    settled(tab, qtbot)


def test_who_drafted_and_to_whom_it_goes(show, qtbot):
    tab = show()
    tab.turn_to("sign")
    tab.panel.drafter.set_value("p30")
    tab.panel.drafter.picked.emit("p30")
    tab.panel.sent_to.setPlainText("区委办公室、区人大常委会办公室\n区政府各部门")
    tab.leave()
    settled(tab, qtbot)
    assert tab.minutes().drafted_by == "p30"
    assert tab.minutes().sent_to == ("区委办公室", "区人大常委会办公室", "区政府各部门")


def test_findings_lead_to_their_places(show):
    tab = show()
    assert tab.locate("minutes.unsigned", None)
    assert tab.views.value == "sign"
    assert tab.panel.sign.hasFocus()
    assert not tab.locate("quorum.not_met", None)


def test_phrases_go_in_at_the_cursor(show, qtbot):
    tab = show()
    block = tab.editor._sections[1].text
    block.setFocus()
    menu = tab.editor.offer_phrases()
    names = [action.text() for action in menu.actions()]
    assert "&1　会议指出" in names
    assert any("原则同意" in name for name in names)
    menu.actions()[0].trigger()
    menu.close()
    assert block.toPlainText().startswith("会议指出，")
    tab.leave()  # what was typed is saved
    settled(tab, qtbot)


def test_arrows_go_from_block_to_block(show):
    tab = show()
    section = tab.editor._sections[0]
    section.heading.setFocus()
    QTest.keyClick(section.heading, KEY.Key_Down)
    assert section.text.hasFocus()
    QTest.keyClick(section.text, KEY.Key_Up)
    assert section.heading.hasFocus()


def test_a_comparison_tells_letters_apart():
    before = MinutesBody(opening="今天上午开会。", sections=(MinutesSection(heading="一", paragraphs=("甲乙丙丁",)),))
    after = MinutesBody(
        opening="今天下午开会。", sections=(MinutesSection(heading="一", paragraphs=("甲乙丙丁", "新段")),)
    )
    told = compare(before, after)
    assert [(piece.kind, piece.text) for piece in told.lines[0].pieces] == [
        ("same", "今天"),
        ("delete", "上"),
        ("insert", "下"),
        ("same", "午开会。"),
    ]
    assert (told.count("insert"), told.count("delete")) == (3, 1)
