"""签发单扫描件 in the window: by the dialog, by dropping, by key; seen in place, replaced, removed, found again."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from PIL import Image, ImageDraw
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QPushButton

from secretariat.domain.facts import Approval, Attachment, MinutesBody
from secretariat.domain.states import MinutesStage
from secretariat.services import minutes as service
from secretariat.services.attachments_intake import take_in
from secretariat.services.attachments_store import AttachmentFiles
from secretariat.services.dossiers import export_dossier
from secretariat.services.exchange import read_dossier
from tests.ui.meeting_desk import SECRETARY, sample
from tests.ui.minutes_desk import dialog, office, settled, show
from ui.minutes.sign_off_dialogs import ReasonDialog
from ui.widgets.empty_state import EmptyState

__all__ = ["office", "show"]


def picture(kind="PNG", *more, size=(620, 877), **options):
    """A scan: a white sheet with a black bar at its top."""
    sheet = Image.new("1", size, 1)
    ImageDraw.Draw(sheet).rectangle((size[0] // 4, size[1] // 20, size[0] // 2, size[1] // 10), fill=0)
    file = io.BytesIO()
    options |= {"save_all": True, "append_images": list(more)} if more else {}
    (sheet if kind == "TIFF" else sheet.convert("L")).save(file, kind, **options)
    return file.getvalue()


@pytest.fixture
def scan(tmp_path):
    path = tmp_path / "签发单.png"
    path.write_bytes(picture())
    return path


def minutes_of(root, **values):
    """The sample's own minutes, which are signed and numbered."""
    minutes = read_dossier(next((root / "resources/samples").glob("*.json"))).minutes
    return replace(minutes, body=MinutesBody(opening="会议召开。"), stage=MinutesStage.NUMBERED, **values)


@pytest.fixture
def signed(show, root):
    """The tab of minutes that are signed, at 审签."""
    tab = show(replace(sample(root), minutes=minutes_of(root)), drafted=False)
    tab.turn_to("sign")
    return tab


def act(tab, qtbot, service, *args):
    """Have something done as if at another seat."""
    service(tab.desk.app.database, SECRETARY, *args)
    tab.desk.read()
    settled(tab, qtbot)


def issue(tab, qtbot):
    act(tab, qtbot, service.issue, tab.desk.app.reference, tab.desk.meeting_id, tab.shell.today)


def choose(tab, qtbot, path):
    """Choose a file in the dialog that is open, by key."""
    qtbot.waitUntil(lambda: bool(tab.findChildren(QFileDialog)))
    asked = tab.findChildren(QFileDialog)[-1]
    asked.selectFile(str(path))
    asked.accept()
    settled(tab, qtbot)


def drop(widget, *paths):
    carried = QMimeData()
    carried.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    copy = Qt.DropAction.CopyAction
    entering = QDragEnterEvent(QPoint(5, 5), copy, carried, left, none)
    QApplication.sendEvent(widget, entering)
    if entering.isAccepted():
        QApplication.sendEvent(widget, QDropEvent(QPointF(5, 5), copy, carried, left, none))
    return entering.isAccepted()


def attached(tab):
    """The scan's name as it is in the database."""
    dossier = export_dossier(tab.desk.app.database, tab.desk.meeting_id)
    return {one.id: one.name for one in dossier.attachments}.get(dossier.minutes.scan)


def looked_at(tab, qtbot):
    """The pages in view, once they are drawn."""
    preview = tab.papers.scan.preview
    qtbot.waitUntil(lambda: preview.isVisible() and preview.pages.drawn > 0)
    settled(tab, qtbot)
    return preview


def words(tab):
    return "".join(label.text() for label in tab.papers.scan.findChild(EmptyState).findChildren(QLabel))


def test_by_key_a_scan_is_added_and_seen_in_the_window(signed, qtbot, scan):
    card = signed.panel.scan
    assert card.add_scan.isVisible()
    assert not card.view.isVisible()
    QTest.keyClick(signed, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    choose(signed, qtbot, scan)
    assert attached(signed) == "签发单.png"
    assert card.said.text().startswith("签发单.png（PNG 图片，")
    card.view.setFocus()
    QTest.keyClick(card.view, Qt.Key.Key_Return)
    preview = looked_at(signed, qtbot)
    assert preview.paper == scan.read_bytes()
    assert len(preview.pages._sizes) == 1


def test_a_file_is_dropped_on_the_card_and_another_takes_its_place(signed, qtbot, scan, tmp_path):
    card = signed.panel.scan
    assert drop(card, scan)
    settled(signed, qtbot)
    other = tmp_path / "重扫.tif"
    other.write_bytes(picture("TIFF", Image.new("1", (877, 620), 1), compression="group4"))
    assert drop(card, other)
    settled(signed, qtbot)
    assert attached(signed) == "重扫.tif"
    card.view.click()
    assert len(looked_at(signed, qtbot).pages._sizes) == 2
    assert not drop(card)  # nothing but files
    assert attached(signed) == "重扫.tif"


def test_what_cannot_be_a_scan_is_told_and_changes_nothing(signed, qtbot, scan, tmp_path):
    told = []
    signed.shell.operations.refused.connect(told.append)
    letter = tmp_path / "签发单.docx"
    letter.write_bytes(b"PK\x03\x04")
    drop(signed.panel.scan, letter)
    settled(signed, qtbot)
    drop(signed.panel.scan, letter, scan)
    assert "不是 PDF、JPEG 图片" in told[0].message
    assert told[1].message == "签发单扫描件只能是一个文件"
    assert attached(signed) is None


def test_a_removed_scan_comes_back_by_undo(signed, qtbot, scan):
    drop(signed.panel.scan, scan)
    settled(signed, qtbot)
    notes = []
    signed.shell.notes.said.connect(lambda text, _, act: notes.append((text, act)))
    signed.panel.scan.remove.click()
    settled(signed, qtbot)
    assert attached(signed) is None
    assert notes[-1][0] == "已移除签发单扫描件"
    notes[-1][1].run()
    settled(signed, qtbot)
    assert attached(signed) == "签发单.png"
    assert signed.panel.scan.view.isVisible()


def test_once_issued_a_missing_scan_is_added_and_another_only_for_a_reason(signed, qtbot, scan, tmp_path):
    issue(signed, qtbot)
    (missing,) = [act for act in signed.acts()[1] if act.name == "scan-missing"]
    missing.run()
    choose(signed, qtbot, scan)
    assert attached(signed) == "签发单.png"
    assert "scan-missing" not in {act.name for act in signed.acts()[1]}
    other = tmp_path / "另一份.png"
    other.write_bytes(picture(size=(877, 620)))
    drop(signed.panel.scan, other)
    asked = dialog(signed, ReasonDialog, qtbot)
    asked.go.click()
    assert asked._reason_field.problem == "请填写更换原因"
    assert attached(signed) == "签发单.png"
    asked.reason.setPlainText("第一份漏扫背面")
    asked.go.click()
    settled(signed, qtbot)
    assert attached(signed) == "另一份.png"
    signed.panel.scan.remove.click()
    dialog(signed, ReasonDialog, qtbot).reject()
    assert attached(signed) == "另一份.png"


def test_the_scan_of_an_issued_version_is_seen_after_a_correction(signed, qtbot, scan):
    drop(signed.panel.scan, scan)
    settled(signed, qtbot)
    issue(signed, qtbot)
    act(signed, qtbot, service.correct, signed.desk.meeting_id, "金额有误")
    assert signed.panel.scan.add_scan.isVisible()
    signed.findChild(QPushButton, "version-1-scan").click()
    assert looked_at(signed, qtbot).paper == scan.read_bytes()
    assert signed.papers.scan.said.text().startswith("签发单扫描件（第1版）：签发单.png")
    assert not signed.papers.scan.replace.isVisible()
    signed.papers.which.findChild(QPushButton, "paper-which-scan").click()
    settled(signed, qtbot)
    assert "还没有签发单扫描件" in words(signed)


def test_a_scan_that_came_without_its_file_says_so_and_is_found_again(show, qtbot, root, scan, tmp_path):
    known = replace(take_in(AttachmentFiles(tmp_path / "elsewhere"), scan), id="a1")
    dossier = sample(root)
    minutes = minutes_of(root, scan="a1")
    tab = show(replace(dossier, minutes=minutes, attachments=(known,)), drafted=False)
    tab.turn_to("sign")
    settled(tab, qtbot)
    card = tab.panel.scan
    assert (card.state.text, card.state.isVisible(), card.view.isVisible()) == ("文件不在本机", True, False)
    tab.turn_to("paper")
    tab.papers.turn_to("scan")
    settled(tab, qtbot)
    assert "的文件不在本机" in words(tab)
    assert "从登记它的电脑取得原文件" in words(tab)
    tab.findChild(QPushButton, "scan-view-find").click()
    choose(tab, qtbot, scan)
    assert looked_at(tab, qtbot).paper == scan.read_bytes()


def test_a_broken_scan_says_so_in_its_place(signed, qtbot, tmp_path):
    broken = tmp_path / "签发单.pdf"
    broken.write_bytes(b"%PDF-1.7 and no more")
    drop(signed.panel.scan, broken)
    settled(signed, qtbot)
    signed.panel.scan.view.click()
    settled(signed, qtbot)
    assert "这份 PDF 无法打开" in words(signed)
    assert [act.text() for act in acts_in_place(signed)] == ["用其他程序打开", "更换…", "移除"]


def acts_in_place(tab):
    return tab.papers.scan.findChild(EmptyState).findChildren(QPushButton)


def test_what_the_window_cannot_show_is_opened_elsewhere_as_a_private_copy(
    show, office, qtbot, root, tmp_path, monkeypatch
):
    letter = tmp_path / "签发单.docx"
    letter.write_bytes(b"PK\x03\x04 a letter")
    stored = office.app.attachments.put([letter.read_bytes()])
    known = Attachment(
        id="a1", name="签发单.docx", sha256=stored.sha256, size=stored.size, media_type="application/zip"
    )
    tab = show(replace(sample(root), minutes=minutes_of(root, scan="a1"), attachments=(known,)), drafted=False)
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()) or True)
    tab.turn_to("paper")
    tab.papers.turn_to("scan")
    settled(tab, qtbot)
    assert "不能在这里显示" in words(tab)
    tab.findChild(QPushButton, "scan-view-open").click()
    settled(tab, qtbot)
    (place,) = opened
    assert place.startswith(str(office.app.opened.folder))
    with open(place, "rb") as file:  # noqa: PTH123 - as another program does
        assert file.read() == letter.read_bytes()
    office.app.tidy()
    assert not office.app.opened.folder.exists()


def test_a_review_is_taken_back_for_a_reason(show, qtbot, root):
    reviewed = minutes_of(root, signed_by=None, signed_on=None, reviews=(Approval(by="p08"),))
    minutes = replace(reviewed, stage=MinutesStage.REVIEWED)
    tab = show(replace(sample(root), minutes=minutes), drafted=False)
    tab.turn_to("sign")
    tab.findChild(QPushButton, "review-p08-withdraw").click()
    asked = dialog(tab, ReasonDialog, qtbot)
    asked.go.click()
    assert asked._reason_field.problem == "请填写撤回原因"
    asked.reason.setPlainText("登记错了人")
    asked.go.click()
    settled(tab, qtbot)
    assert tab.minutes().reviews == ()
    assert tab.findChild(QPushButton, "review-p08-withdraw") is None


def test_signed_minutes_offer_no_withdrawal_of_their_review(show, root):
    tab = show(replace(sample(root), minutes=minutes_of(root, reviews=(Approval(by="p08"),))), drafted=False)
    tab.turn_to("sign")
    assert tab.panel.scan.add_scan.isVisibleTo(tab)
    assert not tab.findChild(QPushButton, "review-p08-withdraw").isVisibleTo(tab)
