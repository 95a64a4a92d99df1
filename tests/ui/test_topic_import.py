"""导入部门文件: the form is looked at, whoever reports is proposed and can be put right, and it becomes a candidate."""

from __future__ import annotations

import datetime as dt

import docx
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from secretariat.domain.organisation import Holding, Person
from secretariat.domain.states import Post, Security
from secretariat.services import organisation as acts
from secretariat.services.proposal_list import board
from secretariat.services.reference import Reference
from secretariat.services.topic_form_file import write_topic_form
from tests.ui.office_window import program
from tests.ui.topics_office import TODAY, TopicsOffice
from ui.topics.place import IMPORT

__all__ = ["program"]

KEY, CTRL = Qt.Key, Qt.KeyboardModifier.ControlModifier
ANSWERS = {"议题名称": "关于城市更新的议题", "提报单位": "住建局", "汇报人": "李靖", "材料密级": "秘密"}


def form(path, **more):
    write_topic_form(Reference().rulebook("zichuan-2022"), "executive", path)
    document = docx.Document(path)
    for row in document.tables[0].rows:
        label = row.cells[0].text.split("\n")[0]
        if label in ANSWERS:
            row.cells[1].text = more.get(label, ANSWERS[label])
    document.save(path)
    return path


def texts(page):
    return "\n".join(one.text() for one in page.findChildren(QLabel) if one.isVisible())


def test_the_reporter_is_proposed_and_can_be_put_right(program, tmp_path):
    office = TopicsOffice(program.shell.services)
    keys = {}
    for name, unit in (("李靖", office.justice), ("李靖", office.housing)):
        post = Holding(key=0, post=Post.DEPARTMENT_HEAD, department=unit, from_=dt.date(2022, 1, 1))
        person = Person(key=0, name=name, distinction=str(unit), posts=(post,))
        keys[unit] = office._act(acts.add_person, person, today=TODAY)
    program.idle()
    page = program.go(IMPORT, form(tmp_path / "报送表.docx"))
    assert page.reporter.value == f"p-{keys[office.housing]}"  # of two he of the sponsor
    assert "组织中的住建局" in texts(page)
    assert "同名的中取提报单位的" in texts(page)
    assert "秘密" in texts(page)
    page.reporter.setFocus()
    program.enter("import-topic-reporter", "龚燚", key=KEY.Key_Return)
    program.key(KEY.Key_Return, mod=CTRL).idle()
    (row,) = board(program.database).rows
    dossier = program.dossier(row.proposal)
    (topic,) = dossier.topics
    assert topic.reporter == f"p-{office.chief}"
    assert [
        (file.security, program.shell.services.attachments.has(one))
        for file, one in zip(topic.files, dossier.attachments, strict=True)
    ] == [(Security.SECRET, True)]

    # Somebody whom the organisation does not know comes along, and is said to; a name that is wrong is not taken.
    page = program.go(IMPORT, form(tmp_path / "二.docx", 汇报人="周法官"))
    assert page.reporter.text() == "周法官"
    assert "组织中没有“周法官”" in texts(page)
    program.enter("import-topic-reporter", "无此人", key=KEY.Key_Return)
    program.key(KEY.Key_Return, mod=CTRL).idle()
    assert len(board(program.database).rows) == 1
    assert page.reporter.problem
