"""The list of all minutes."""

from __future__ import annotations

import dataclasses

import pytest

from secretariat.services.exchange import read_dossier
from tests.ui.meeting_desk import TODAY, Office, ready_folder
from ui.minutes.list_page import MinutesListPage


@pytest.fixture
def page(tmp_path, tmp_path_factory, window, root, qtbot):
    office = Office(ready_folder(tmp_path, tmp_path_factory))
    office.meeting = office.add(read_dossier(next((root / "resources/samples").glob("*.json"))))
    shell = dataclasses.replace(window.shell, services=office.app, today=TODAY)
    window.shell = shell
    window.register("minutes", MinutesListPage)
    window.register("meetings/one", MinutesListPage, "会议")
    shell.go("minutes")
    made = window.page
    made.office = office
    qtbot.waitUntil(lambda: bool(made.model.rows) and not shell.operations.busy)
    yield made
    shell.operations.shutdown(wait_ms=3000)
    office.close()


def test_it_says_number_stage_and_who_signed(page):
    (row,) = page.model.rows
    told = [column.text(row) for column in page.model.columns]
    assert told == [
        "云溪区人民政府第6次常务会议",
        "2026年3月27日 周五",
        "〔2026〕6号",
        "已编号",
        "陆承安",
        "2026年4月1日 周三",
    ]


def test_enter_opens_the_meeting_at_its_minutes(page):
    page.list.table.opened.emit(page.office.meeting)
    here = page.shell.navigation.here
    assert (here.key, here.place) == ("meetings/one", (page.office.meeting, "minutes"))
