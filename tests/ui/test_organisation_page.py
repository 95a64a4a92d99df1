"""组织: people and units typed, changed, ordered, ended by keys, with their history; faults at their fields; undo."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from secretariat.domain.states import DepartmentKind, Post
from secretariat.services import organisation as acts
from secretariat.services.dossiers import export_dossier
from tests.ui.meeting_desk import SECRETARY, ready_folder
from tests.ui.organisation_desk import ENTER, Desk
from tests.ui.rules_desk import GOVERNMENT

ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
DOWN, UP, ESC, TAB, SPACE = Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Escape, Qt.Key.Key_Tab, Qt.Key.Key_Space
DELETE = Qt.Key.Key_Delete


@pytest.fixture
def empty(qtbot, chinese, window, tmp_path, tmp_path_factory):
    made = Desk(chinese, qtbot, window, ready_folder(tmp_path, tmp_path_factory))
    yield made
    made.close()


@pytest.fixture
def desk(empty):
    return empty.fill()


def said(widget):
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


# --- from nothing


def test_a_government_and_its_first_people_are_typed_by_keys_and_taken_back(empty):
    desk, page = empty, empty.open()
    assert "还没有登记本级政府" in said(page)
    desk.find("government-register").setFocus()
    desk.key(ENTER)
    desk.type(GOVERNMENT).key(ENTER)
    assert desk.now.name == GOVERNMENT
    desk.key(Qt.Key.Key_N, CTRL)
    desk.type("林知远")
    desk.find("new-person-post").setFocus()
    desk.key(DOWN).key(TAB)  # the first of the posts is the head's
    desk.type("20211201").key(ENTER)
    head = desk.person("林知远")
    assert [(held.post, held.from_) for held in head.posts] == [(Post.HEAD, dt.date(2021, 12, 1))]
    assert page.card.key == head.key
    desk.key(ESC)
    page.undo()
    desk.idle()
    assert desk.names == []
    page.undo()
    assert "还没有登记本级政府" in said(desk.idle().page)


def test_where_there_is_nothing_yet_the_focus_is_at_what_begins_it_each_time_one_comes(empty):
    desk = empty
    desk.open()
    desk.go("organisation/import")
    desk.open()
    assert desk.qt.focusWidget().objectName() == "government-register"


def test_where_there_are_people_the_focus_is_at_the_filter(desk):
    page = desk.open()
    assert page.lists.people.filter.hasFocus()
    desk.key(DOWN)
    assert page.lists.people.table.hasFocus()
    assert [index.row() for index in page.lists.people.table.selectionModel().selectedRows()] == [0]


def test_a_name_is_needed_and_a_name_that_is_there_must_be_told_apart(desk):
    page = desk.open()
    desk.key(Qt.Key.Key_N, CTRL).key(ENTER)
    assert page.card.sheet.field("name").problem == "请填写姓名"
    desk.type("仇和").key(ENTER)
    assert "已有同名的仇和（城东镇镇长）" in page.card.sheet.field("distinction").problem
    desk.enter("new-person-distinction", "司法局").key(ENTER)
    assert [(one.name, one.distinction) for one in desk.now.people[-2:]] == [("仇和", None), ("仇和", "司法局")]


# --- looking


def test_the_list_is_found_by_initials_and_tells_the_posts_of_the_day(desk):
    page = desk.open()
    page.lists.people.filter.setFocus()
    desk.type("sxx")  # 单 is read shan in a surname
    assert desk.listed == ["单雄信"]
    text = {column.key: column.text(page.lists.people.model.rows[0]) for column in page.lists.people.model.columns}
    assert text["posts"] == "政府副职\n2022年5月1日起"
    assert text["units"] == ""
    desk.key(ESC)
    desk.enter("organisation-day", "20220401").key(ENTER)
    text = {column.key: column.text(page.lists.people.model.rows[1]) for column in page.lists.people.model.columns}
    assert (text["posts"], text["units"]) == ("部门主要负责人\n2017年3月1日至2022年4月30日", "财政局")
    desk.find("organisation-in-post").click()
    assert desk.idle().listed == ["林知远", "单雄信"]


def test_a_doubt_is_told_and_leads_to_its_field(desk):
    desk.add("郑秋", (Post.DEPARTMENT_HEAD, "财政局", dt.date(2024, 5, 1), None))
    page = desk.open()
    assert "郑秋（2024年5月1日起）与金巧云（2022年5月1日起）自2024年5月1日起同时任" in page.doubts.text
    desk.click("doubt-locate")
    assert page.card.key == desk.key_of["郑秋"]
    assert desk.qt.focusWidget() is page.card.lists["holding"].form.from_


# --- posts


def test_a_post_that_ends_before_it_begins_is_refused_at_its_field_and_mended_there(desk):
    desk.open()
    card = desk.edit("金巧云")
    posts = card.lists["holding"]
    next(iter(posts._rows.values())).setFocus()
    desk.key(ENTER)
    posts.form.to.setFocus()
    desk.type("20210430").key(ENTER)
    assert "早于开始日期" in posts.form.problem
    assert posts.form.to.property("state") == "wrong"
    assert desk.qt.focusWidget() is posts.form.to
    assert desk.person("金巧云").posts[0].to is None
    desk.type("20260331").key(ENTER)
    assert posts.form is None
    assert desk.person("金巧云").posts[0].to == dt.date(2026, 3, 31)
    assert posts._rows[desk.person("金巧云").posts[0].key].hasFocus()


def test_two_heads_on_a_day_are_refused_until_the_first_has_ended(desk):
    page = desk.open()
    card = desk.edit("单雄信")
    desk.find("holding-new").setFocus()
    desk.key(ENTER)
    form = card.lists["holding"].form
    desk.key(DOWN)
    form.from_.setFocus()
    desk.type("20260401").key(ENTER)
    assert "与林知远（2021年12月1日起）自2026年4月1日起同时任" in form.problem
    assert form.from_.property("state") == "wrong"
    head = desk.person("林知远")
    acts.end_person(desk.database, SECRETARY, desk.government, head.key, dt.date(2026, 3, 31), version=head.version)
    desk.idle().key(ENTER, CTRL)
    assert [held.post for held in desk.person("单雄信").posts] == [Post.DEPUTY, Post.DEPARTMENT_HEAD, Post.HEAD]
    page.undo()
    desk.idle()
    assert len(desk.person("单雄信").posts) == 2


def test_a_unit_that_is_not_there_yet_is_added_on_the_way_and_put_in_charge_of(desk):
    desk.open()
    card = desk.edit("林知远")
    desk.find("charge-new").setFocus()
    desk.key(ENTER)
    desk.type("审计局").key(ENTER).key(ENTER)  # asked, then added
    assert [unit.name for unit in desk.now.departments][-1] == "审计局"
    desk.key(ENTER)
    (charge,) = desk.person("林知远").charges
    assert charge.department == desk.now.departments[-1].key
    card.lists["charge"]._rows[charge.key].setFocus()
    desk.key(DELETE)
    assert desk.person("林知远").charges == ()
    desk.page.undo()
    assert len(desk.idle().person("林知远").charges) == 1


def test_who_stands_in_is_picked_by_initials(desk):
    desk.open()
    desk.edit("林知远")
    desk.find("pair-new").setFocus()
    desk.key(ENTER)
    desk.type("sxx").key(ENTER)
    desk.find("pair-new-field-from").setFocus()
    desk.type("2026.4.1").key(ENTER)
    (pair,) = desk.now.pairs
    assert (pair.person, pair.other, pair.from_) == (desk.key_of["林知远"], desk.key_of["单雄信"], dt.date(2026, 4, 1))


# --- who


def test_the_reading_is_chosen_and_the_title_is_saved_as_one_goes(desk):
    page = desk.open()
    desk.edit("仇和")
    desk.enter("org-person-title", "城东镇党委书记")
    desk.enter("org-person-phone", "0533-5181001")
    desk.find("org-person-other-readings").setFocus()
    desk.key(ENTER)
    desk.find("org-person-readings-0-chou").setFocus()
    desk.key(SPACE)
    person = desk.person("仇和")
    assert (person.title, person.phone) == ("城东镇党委书记", "0533-5181001")
    assert person.pinyin == "chou he"
    desk.enter("org-person-pinyin_correction", "chou")
    assert "有 2 个字" in page.card.sheet.field("pinyin_correction").problem
    assert desk.person("仇和").pinyin == "chou he"
    desk.enter("org-person-pinyin_correction", "")
    assert desk.person("仇和").pinyin == "qiu he"


def test_who_sat_in_a_meeting_is_not_deleted_and_all_he_holds_is_ended(desk):
    meeting = desk.meeting()
    dossier = export_dossier(desk.database, meeting)
    sitting = next(person.name for person in dossier.people if person.id == dossier.attendance[0].person)
    there = desk.now
    acts.edit_government(desk.database, SECRETARY, there.key, version=there.version, name=dossier.government.name)
    desk.add(sitting, (Post.DEPUTY, None, dt.date(2022, 5, 1), None))
    page = desk.open()
    card = desk.edit(sitting)
    desk.click("person-delete")
    assert "的记录中，不能删除" in card.notice.text
    assert desk.qt.focusWidget() is card.end.day
    desk.type("2026.3.31").key(ENTER)
    assert [held.to for held in desk.person(sitting).posts] == [dt.date(2026, 3, 31)]
    assert not card.notice.isVisible()
    desk.edit("金巧云")
    desk.click("person-delete")
    assert "金巧云" not in desk.names
    assert page.card is None
    page.undo()
    assert "金巧云" in desk.idle().names


# --- order


def test_alt_with_an_arrow_moves_as_often_as_it_is_pressed_and_the_usual_order_is_shown_first(desk):
    page = desk.open()
    page.lists.people.table.go_to(desk.key_of["仇和"])
    page.lists.people.table.setFocus()
    for _ in range(3):
        desk.qtbot.keyClick(page.lists.people.table, UP, ALT)
    assert desk.listed[0] == "仇和"
    desk.idle()
    assert desk.names == ["仇和", "林知远", "单雄信", "金巧云"]
    desk.click("organisation-order")
    desk.key(ESC)
    assert desk.shell.navigation.here.key == "organisation"
    desk.click("organisation-order")
    assert page.order.changes == 4
    assert page.order.places[3].moved == "下移 3 位"
    desk.key(ENTER, CTRL)
    assert desk.names == ["林知远", "单雄信", "金巧云", "仇和"]
    page.undo()
    assert desk.idle().names[0] == "仇和"


# --- units


def test_a_unit_is_added_ordered_and_ended(desk):
    page = desk.open()
    page.lists.which._buttons["units"].click()
    desk.idle().key(Qt.Key.Key_N, CTRL)
    desk.type("城西街道").key(ENTER)
    made = desk.now.departments[-1]
    assert (made.name, made.kind) == ("城西街道", DepartmentKind.TOWN)
    desk.key(UP, ALT)
    assert [unit.name for unit in desk.now.departments] == ["财政局", "司法局", "城西街道", "城东镇"]
    desk.click("unit-end")
    desk.type("2026.3.31").key(ENTER)
    assert desk.now.departments[2].to == dt.date(2026, 3, 31)
    page.lists.units.table.go_to(desk.key_of["财政局"])
    page.lists.units.table.setFocus()
    desk.key(ENTER)
    assert "负责人：金巧云" in said(page.card)
    desk.click("unit-delete")
    assert "任职或分管记录，不能删除" in page.card.notice.text


# --- the change of term


def test_the_change_of_term_is_previewed_done_in_one_act_and_undone(desk):
    desk.open()
    desk.click("organisation-term")
    page = desk.page
    desk.enter("term-first", "20260401").key(ENTER)
    assert [(post.name, post.fate) for post in page.model.rows][:3] == [
        ("林知远", "again"),
        ("单雄信", "again"),
        ("金巧云", "stays"),
    ]
    page.posts.table.go_to(page.model.rows[0].key)
    page.posts.table.setFocus()
    desk.key(SPACE)
    assert [(line.effect, line.name) for line in page.preview.lines][:2] == [("ends", "林知远"), ("goes_on", "单雄信")]
    desk.click("opening-new")
    desk.type("jqy").key(ENTER)
    desk.find("opening-post").setFocus()
    desk.key(DOWN)
    desk.enter("opening-title", "区长").key(ENTER)
    assert not page.preview.faults
    assert desk.now.term == 18
    desk.key(ENTER, CTRL)
    assert desk.shell.navigation.here.key == "organisation"
    heads = {p.name: (h.from_, h.to) for p in desk.now.people for h in p.posts if h.post is Post.HEAD}
    assert heads == {
        "林知远": (dt.date(2021, 12, 1), dt.date(2026, 3, 31)),
        "金巧云": (dt.date(2026, 4, 1), None),
    }
    assert (desk.now.term, desk.person("金巧云").title) == (19, "区长")
    desk.page.undo()
    desk.idle()
    assert (desk.now.term, desk.person("林知远").posts[0].to) == (18, None)


def test_a_change_of_term_that_cannot_be_says_why_and_is_not_done(desk):
    page = desk.go("organisation/term", desk.government)
    desk.enter("term-last", "20260501").key(ENTER)
    assert "请改正日期" in page._fields["last_day"].problem
    assert not page.foot.primary.isEnabled()


def test_another_government_is_registered_beside_the_first_and_chosen(desk):
    page = desk.open()
    assert not page.government.isVisible()
    desk.click("organisation-about")
    desk.click("government-other")
    desk.type("云溪市人民政府").key(ENTER)
    assert page.desk.organisation.name == "云溪市人民政府"
    assert "还没有人员" in said(page)
    page.government.setFocus()
    desk.key(UP)
    assert page.desk.organisation.name == GOVERNMENT
    assert len(desk.listed) == 4
