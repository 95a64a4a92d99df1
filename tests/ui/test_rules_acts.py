"""What is done with a rulebook as a whole: copied, imported, exported, given its text, ended, deleted."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from secretariat.services.rulebooks import export_rulebook
from secretariat.services.rules_text import rules_text
from tests.ui.rules_desk import CODE, GOVERNMENT, QUORUM, bare, rules
from ui.meetings.article import ArticlePopup

__all__ = ["bare", "rules"]

CONTROL = Qt.KeyboardModifier.ControlModifier
TEXT = f"""{GOVERNMENT}工作规则
第一章　总则
第一条　为了规范工作，制定本规则。
第二章　会议
第四十九条　常务会议由区长、副区长和党组成员组成。
三分之二以上组成人员到会方可召开。
第五十条　本规则自印发之日起施行。
"""


def words_in(widget):
    return "\n".join(label.text() for label in widget.findChildren(QLabel))


def shown(page, code):
    page.choice.set_value(code)
    page._show_book(code)
    return page


def test_a_secretary_makes_the_rules_of_another_government_her_own(bare):
    """From the first look at the page to the meeting that is judged by her own rules."""
    key = bare.meeting(present=4)
    page = shown(bare.go("rules"), "zichuan-2022")
    assert page.head.when.startswith("程序自带")
    page.filter.setFocus()
    bare.key(Qt.Key.Key_Return, CONTROL)
    dialog = bare.find("copy-rulebook")
    assert dialog.government.currentText() == GOVERNMENT  # whose meetings are here
    assert bare.find("copy-title").text() == f"{GOVERNMENT}工作规则"
    bare.enter("copy-code", "Yunxi 2022")
    bare.enter("copy-in-force", "2022.1.1")
    bare.click("copy-rulebook-act")
    assert "只能用小写字母" in words_in(dialog)
    bare.enter("copy-code", "yunxi-2022")
    bare.click("copy-rulebook-act")
    bare.until(lambda: bare.page.editing is not None)
    editor = bare.show(bare.page, "kind.executive", "quorum")
    editor._run._timer.setInterval(0)
    assert editor.head.title == f"修改《{GOVERNMENT}工作规则》"
    bare.click(f"{QUORUM}-comparison-at_least")
    bare.click(f"{QUORUM}-share-2/3")
    bare.until(lambda: editor._run.now == "done")
    assert "新增1项问题" in editor.panel.headline
    bare.key(Qt.Key.Key_S, CONTROL)
    assert not editor.dirty
    meeting = bare.go("meetings/one", key)
    bare.until(lambda: meeting.desk.view is not None)
    assert meeting.desk.view.rulebook.code == "yunxi-2022"
    assert "须达到应到人数的三分之二" in meeting.panel.text


def test_the_list_says_whose_each_is_and_when_it_is_in_force(rules):
    page = rules.go("rules")
    rules.meeting()
    page.load()
    rules.idle()
    assert page.choice.value == CODE
    terms = {one.code: one.term for one in page._shelf.values()}
    assert terms[CODE] == "本单位　2022年1月1日起施行"
    assert terms["zhoucun-2017"] == "程序自带　2017年3月10日起施行"
    assert page.acts.edit.isVisible()
    assert not page.acts.copy.isVisible()
    rules.key(Qt.Key.Key_Return, CONTROL)
    assert rules.shell.navigation.here.key == "rules/edit"


def test_what_is_bundled_is_not_changed(rules):
    page = shown(rules.go("rules"), "zibo-2018")
    items = page.acts._items
    assert not items["delete"].isEnabled()
    assert not items["repeal"].isEnabled()
    assert items["export"].isEnabled()
    assert items["text"].isEnabled()
    assert not page.acts.edit.isVisible()
    shown(page, CODE)
    assert items["delete"].isEnabled()


def test_a_rulebook_goes_out_as_a_file_and_comes_back(rules, tmp_path):
    page = shown(rules.go("rules"), CODE)
    file = tmp_path / f"{CODE}.toml"
    page.acts.ask_to_export()
    dialog = rules.find("file-dialog")
    dialog.fileSelected.emit(str(file))
    dialog.reject()
    rules.idle()
    before = rules.reference.rulebook(CODE)
    page.acts._delete(CODE, page.shown.line.version, page.shown.title)
    rules.idle()
    assert CODE not in page.codes
    page.acts.take(file)
    rules.idle()
    assert page.choice.value == CODE
    assert rules.reference.rulebook(CODE) == before


def test_an_import_over_a_rulebook_that_is_there_is_asked_about(rules, tmp_path):
    page = shown(rules.go("rules"), CODE)
    file = tmp_path / "other-name.toml"
    file.write_text(rulebook_text(rules).replace('share = "1/2"', 'share = "3/4"'), encoding="utf-8")
    page.acts.take(file)
    rules.idle()
    rules.click("import-exists-replace")
    rules.idle()
    assert rules.reference.rulebook(CODE).kinds["executive"].quorum.share == "3/4"
    page.undo()
    rules.idle()
    assert rules.reference.rulebook(CODE).kinds["executive"].quorum.share == "1/2"


def rulebook_text(rules):
    return export_rulebook(rules.database, CODE).decode()


def test_a_file_that_is_wrong_is_refused_with_all_its_places(rules, tmp_path):
    page = rules.go("rules")
    file = tmp_path / "wrong.toml"
    wrong = rulebook_text(rules).replace('share = "1/2"', 'share = "三分之二"').replace(CODE, "own-2027")
    file.write_text(wrong.replace('needs = "consent"', 'needs = "nothing"'), encoding="utf-8")
    page.acts.take(file)
    rules.idle()
    assert "wrong.toml 不能导入" in page.notice.text
    assert "ad_hoc[0].needs" in page.notice.text
    assert "own-2027" not in page.codes


def test_a_rulebook_is_ended_and_goes_on_again(rules):
    page = shown(rules.go("rules"), CODE)
    page.acts.ask_to_repeal()
    rules.enter("repeal-day", "2026-12-31")
    rules.click("repeal-rulebook-act")
    assert rules.reference.rulebook(CODE).repealed == dt.date(2026, 12, 31)
    assert page.head.when == "本单位　2022年1月1日起施行　2026年12月31日废止"
    page.undo()
    rules.idle()
    assert rules.reference.rulebook(CODE).repealed is None


def test_one_that_judges_meetings_is_not_deleted(rules):
    rules.meeting()
    page = shown(rules.go("rules"), CODE)
    page.acts.ask_to_delete()
    rules.click("delete-rulebook-act")
    assert "以下会议以它为依据" in page.notice.text
    assert CODE in page.codes


def test_a_later_one_proposes_to_end_the_former(rules):
    page = shown(rules.go("rules"), CODE)
    page.acts.ask_to_copy()
    rules.idle()
    rules.find("copy-rulebook").government.setCurrentText(GOVERNMENT)
    rules.enter("copy-in-force", "2026.7.1")
    rules.click("copy-rulebook-act")
    rules.idle()
    rules.click("overlap-end")
    assert rules.reference.rulebook(CODE).repealed == dt.date(2026, 7, 1)
    assert rules.reference.terms["own-2026-2"].in_force == dt.date(2026, 7, 1)


def test_the_text_is_attached_and_an_article_opened_from_a_finding(rules, tmp_path):
    key = rules.meeting(present=3)
    page = shown(rules.go("rules"), CODE)
    file = tmp_path / "工作规则.txt"
    file.write_text(TEXT, encoding="utf-8")
    page.acts.ask_for_text()
    rules.idle()
    dialog = rules.find("rules-text")
    assert "还没有附上原文" in words_in(dialog)
    assert not dialog.go.isVisible()
    dialog.take(file)
    rules.idle()
    assert "识别到3条" in words_in(dialog)
    dialog.go.click()
    rules.idle()
    assert "附原文3条" in page.head.when
    page.go_to("四十九")
    told = page.reader.toPlainText()
    assert told.index("三分之二以上组成人员") < told.index("法定人数")  # the text, then what the program makes of it
    assert "第一条" not in told
    page.extent.set_value("all")
    page._show()
    assert "为了规范工作" in page.reader.toPlainText()
    page.filter.setText("规范工作")
    assert "三分之二以上" not in page.reader.toPlainText()
    meeting = rules.go("meetings/one", key)
    rules.until(lambda: meeting.desk.view is not None)
    link = next(one for one in meeting.panel.findChildren(QPushButton) if one.objectName() == "article-quorum.not_met")
    link.click()
    rules.idle()
    popup = meeting.findChild(ArticlePopup)
    assert isinstance(popup, ArticlePopup)
    words = words_in(popup)
    assert words.index("三分之二以上组成人员到会方可召开") < words.index("法定人数：")
    popup.close()


def test_the_text_is_replaced_and_removed(rules, tmp_path):
    page = shown(rules.go("rules"), CODE)
    for number, text in enumerate((TEXT, TEXT.replace("第五十条", "第五十一条"))):
        file = tmp_path / f"{number}.txt"
        file.write_text(text, encoding="utf-8")
        page.acts.ask_for_text()
        rules.idle()
        dialog = rules.find("rules-text")
        dialog.take(file)
        rules.idle()
        dialog.go.click()
        rules.idle()
    assert rules_text(rules.database, CODE).file == "1.txt"
    page.acts.ask_for_text()
    rules.idle()
    rules.click("rules-text-remove")
    assert rules_text(rules.database, CODE) is None
    assert "附原文" not in page.head.when
    page.undo()
    rules.idle()
    assert rules_text(rules.database, CODE).file == "1.txt"


def test_a_file_that_is_no_text_is_refused_in_the_dialog(rules, tmp_path):
    page = shown(rules.go("rules"), CODE)
    file = tmp_path / "空.txt"
    file.write_text("没有条文", encoding="utf-8")
    page.acts.ask_for_text()
    rules.idle()
    dialog = rules.find("rules-text")
    dialog.take(file)
    rules.idle()
    assert "没有识别到条文" in dialog.problem
    dialog.reject()


def test_a_new_meeting_goes_by_the_own_rules_that_are_in_force(rules):
    """Though the last one stated another government's: that is only stated while there are none of one's own."""
    rules.meeting(rulebook="zichuan-2022")
    page = rules.go("meetings/new")
    rules.idle()
    assert page.rulebook.value is None
    assert page.book.code == CODE
    assert f"《{GOVERNMENT}工作规则》" in page._judge.text()
