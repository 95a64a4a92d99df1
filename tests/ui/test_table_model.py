"""Rows that come anew leave alone what has not changed; the filter finds; Qt's own tester is content."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from ui.settings_store import SettingsStore
from ui.table_model import Column, TableModel
from ui.widgets.empty_state import EmptyState
from ui.widgets.table import FilteredTable


@dataclass(frozen=True, slots=True)
class Topic:
    no: int
    title: str
    minutes: int = 10


EDITED = []
COLUMNS = (
    Column[Topic](
        key="no", title="序号", text=lambda row: str(row.no), sort=lambda row: row.no, align="right", width=64
    ),
    Column[Topic](
        key="title",
        title="议题",
        text=lambda row: row.title,
        search=lambda row: "cwhy" if "常务" in row.title else "",
        stretch=True,
        edit=lambda row, text: EDITED.append((row.no, text)),
    ),
    Column[Topic](
        key="minutes", title="分钟", text=lambda row: str(row.minutes), tip=lambda row: f"汇报{row.minutes}分钟"
    ),
)


def model_of(*rows):
    model = TableModel(COLUMNS, lambda row: row.no)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    tester.setParent(model)
    model.set_rows(rows)
    return model


rows_of = st.lists(st.builds(Topic, st.integers(0, 12), st.sampled_from("甲乙丙丁"), st.integers(0, 3)),
                   unique_by=lambda row: row.no, max_size=10)  # fmt: skip


@given(st.lists(st.tuples(rows_of, st.sampled_from(["", "甲", "1"]), st.sampled_from([-1, 0, 1, 2])), max_size=5))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@pytest.mark.usefixtures("qapp")
def test_whatever_comes_the_model_keeps_its_word(steps):
    model = model_of()
    for rows, text, column in steps:
        kept = {row.no: QPersistentModelIndex(model.index_of(row.no)) for row in model.rows}
        model.set_rows(rows)
        model.set_filter(text)
        model.sort(column)
        wanted = [row for row in rows if not text or any(text in c.text(row) for c in COLUMNS)]
        assert sorted(model.rows, key=lambda row: row.no) == sorted(wanted, key=lambda row: row.no)
        if column >= 0:
            key = COLUMNS[column].sort or COLUMNS[column].text
            assert [key(row) for row in model.rows] == sorted(key(row) for row in wanted)
        else:
            assert list(model.rows) == wanted
        for no, index in kept.items():
            if index.isValid():
                assert model.row(index.row()).no == no


def test_only_what_has_changed_is_told():
    model = model_of(*(Topic(number, "议题") for number in range(5)))
    told = []
    model.dataChanged.connect(lambda first, last: told.append((first.row(), last.row())))
    model.modelReset.connect(lambda: pytest.fail("reset"))
    model.set_rows([replace(row, minutes=row.minutes + (row.no in {1, 2, 4})) for row in model.rows])
    assert told == [(1, 2), (4, 4)]


@pytest.mark.usefixtures("qapp")
def test_figures_stand_right_and_words_left():
    model = model_of(Topic(1, "议题"))
    for section, side in ((0, Qt.AlignmentFlag.AlignRight), (1, Qt.AlignmentFlag.AlignLeft)):
        assert model.index(0, section).data(Qt.ItemDataRole.TextAlignmentRole) & side
        assert model.headerData(section, Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole) & side


@pytest.mark.usefixtures("qapp")
def test_words_are_looked_for_in_every_column_and_beyond():
    model = model_of(Topic(1, "常务会议制度", 15), Topic(2, "预算", 15), Topic(3, "预算调整", 20))
    found = []
    for text in ("15", "预算 15", "CWHY", "没有", ""):
        model.set_filter(text)
        found.append([row.no for row in model.rows])
    assert found == [[1, 2], [2], [1], [], [1, 2, 3]]


@pytest.mark.usefixtures("qapp")
def test_two_rows_of_one_id_are_a_fault():
    model = TableModel(COLUMNS, lambda row: row.no)
    with pytest.raises(ValueError, match="same id"):
        model.set_rows([Topic(1, "甲"), Topic(1, "乙")])


@pytest.mark.usefixtures("qapp")
def test_an_edit_goes_to_the_column():
    model = model_of(Topic(1, "议题"))
    EDITED.clear()
    assert model.setData(model.index(0, 1), "新议题")
    assert not model.setData(model.index(0, 0), "2")
    assert EDITED == [(1, "新议题")]


@pytest.fixture
def table(qtbot, chinese, tmp_path):
    chinese.processEvents()
    model = TableModel(tuple(replace(column, edit=None) for column in COLUMNS), lambda row: row.no)
    made = FilteredTable(
        "topics", "议题", model, empty=EmptyState("还没有议题", "请新增"), settings=SettingsStore(tmp_path)
    )
    qtbot.addWidget(made)
    made.resize(700, 400)
    made.set_rows([Topic(number, f"第{number}个议题，" + "题目很长" * (number * 8), number) for number in range(1, 6)])
    made.show()
    qtbot.waitExposed(made)
    return made


def test_the_selection_stays_with_its_row(table):
    table.table.go_to(3)
    table.set_rows([Topic(0, "新"), *reversed(table.model.rows)])
    assert table.table.current_id == 3
    table.set_rows([row for row in table.model.rows if row.no != 1])
    assert table.table.current_id == 3


def test_type_then_enter_opens(table, qtbot):
    opened = []
    table.table.opened.connect(opened.append)
    table.table.setFocus()
    qtbot.keyClick(table.table, "4")
    assert table.filter.text() == "4"
    assert table.filter.hasFocus()
    qtbot.keyClick(table.filter, Qt.Key.Key_Return)
    assert opened == [4]
    qtbot.keyClick(table.filter, Qt.Key.Key_Escape)
    assert table.filter.text() == ""
    qtbot.keyClick(table.filter, Qt.Key.Key_Down)
    assert table.table.hasFocus()


def test_space_marks(table, qtbot):
    marked = []
    table.table.marked.connect(marked.append)
    table.table.go_to(2)
    qtbot.keyClick(table.table, Qt.Key.Key_Space)
    assert marked == [2]


def test_long_titles_wrap_and_are_never_cut_off(table, qtbot):
    view = table.table
    qtbot.waitUntil(lambda: view.rowHeight(4) > view.rowHeight(0))
    for number in range(5):
        assert view.rowHeight(number) >= view.sizeHintForRow(number)
    assert view.textElideMode() is Qt.TextElideMode.ElideNone


def test_column_widths_are_remembered(table, qtbot, tmp_path):
    table.table.setColumnWidth(0, 99)
    qtbot.waitUntil(lambda: SettingsStore(tmp_path).columns("topics").get("no") == 99)


def test_nothing_there_and_nothing_found_are_not_the_same(table):
    assert table.table.isVisible()
    table.filter.setText("没有这个")
    assert not table.table.isVisible()
    assert "没有符合条件的内容" in [
        label.text() for label in table.findChildren(type(table._none)) if label.isVisible()
    ]
    table.filter.clear()
    table.set_rows([])
    assert table._empty.isVisible()


@pytest.mark.usefixtures("chinese")
def test_a_hundred_thousand_rows_do_not_keep_anybody_waiting():
    """By ratio, for seconds depend on the machine: filtering costs less than reading the words of the rows once."""
    import time  # noqa: PLC0415 (only here)

    model = TableModel(COLUMNS, lambda row: row.no)
    start = time.perf_counter()
    model.set_rows([Topic(number, f"议题{number}") for number in range(100_000)])
    model.set_filter("议")
    once = time.perf_counter() - start
    start = time.perf_counter()
    model.set_filter("99999")
    assert time.perf_counter() - start < once / 2
    assert [row.no for row in model.rows] == [99_999]
