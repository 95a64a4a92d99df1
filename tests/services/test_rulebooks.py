"""The office's own rulebooks: in, out, copied, edited, ended, deleted, each act told and undone."""

from __future__ import annotations

import pytest

from secretariat.domain.permissions import Actor, Role
from secretariat.domain.states import MeetingStatus
from secretariat.errors import FileUnusableError, RefusedError
from secretariat.services.database_faults import ChangedElsewhereError, NotPermittedError
from secretariat.services.dossiers import export_dossier
from secretariat.services.judges import JudgeShiftError
from secretariat.services.reference import Reference, UnknownRulebookError
from secretariat.services.rulebooks import (
    Copy,
    RulebookThereError,
    copy_rulebook,
    delete_rulebook,
    export_rulebook,
    import_rulebook,
    list_rulebooks,
    open_rulebook,
    repeal_rulebook,
    save_rulebook,
)
from secretariat.services.undo import undo
from secretariat.strict_input import UnusableInputError
from tests.conftest import ROOT
from tests.services.own_rules import ACTOR, GOVERNMENT, day, imported, last_entry, meeting, on, rulebook_text, written

BUNDLED = {path.stem for path in (ROOT / "resources" / "rulebooks").glob("*.toml")}
SHARE = ("kinds", "executive", "quorum", "share")
NEXT = day("2026-01-01")


def lines(database):
    return {line.code: line for line in list_rulebooks(database) if line.own}


# --- in and out


def test_without_a_database_there_are_the_bundled_ones():
    listed = list_rulebooks(None)
    assert {line.code for line in listed} == BUNDLED
    assert not any(line.own or line.problem or line.has_text for line in listed)
    for code in BUNDLED:
        assert export_rulebook(None, code) == (ROOT / "resources" / "rulebooks" / f"{code}.toml").read_bytes()


def test_a_file_comes_out_as_it_went_in(database, tmp_path):
    path = written(tmp_path, "dongyuan-2025", day("2025-03-01"))
    kept = import_rulebook(database, ACTOR, path)
    assert export_rulebook(database, kept.code) == path.read_bytes()
    assert kept.overlaps == ()
    line = lines(database)["dongyuan-2025"]
    assert (line.government, line.in_force, line.repealed, line.problem) == (GOVERNMENT, day("2025-03-01"), None, None)
    entry = last_entry(database)
    assert "dongyuan-2025" in entry.act.act
    undo(database, ACTOR, entry.no)
    assert lines(database) == {}


def test_a_file_need_not_be_named_like_its_code(file_database, tmp_path):
    path = written(tmp_path, "dongyuan-2025", day("2025-03-01")).rename(tmp_path / "工作规则.toml")
    assert import_rulebook(file_database, ACTOR, path).code == "dongyuan-2025"


def test_a_file_that_can_not_be_used_is_refused_with_line_and_path(file_database, tmp_path):
    path = tmp_path / "规则.toml"
    text = rulebook_text("dongyuan-2025", day("2025-03-01"))
    line = text.splitlines().index('share = "1/2"') + 1
    path.write_text(text.replace('share = "1/2"', 'share = "2"', 1), encoding="utf-8")
    with pytest.raises(UnusableInputError, match=rf"规则\.toml：第 {line} 行：kinds\..*share") as caught:
        import_rulebook(file_database, ACTOR, path)
    assert caught.value.remedy.startswith("请")
    path.write_text("code = [\n", encoding="utf-8")
    with pytest.raises(FileUnusableError, match="格式错误"):
        import_rulebook(file_database, ACTOR, path)
    assert lines(file_database) == {}


def test_a_code_that_is_taken_is_refused_or_replaced(file_database, tmp_path):
    imported(file_database, tmp_path, "dongyuan-2025", day("2025-03-01"))
    path = written(tmp_path, "dongyuan-2025", day("2025-03-01"), title="改过的规则")
    with pytest.raises(RulebookThereError):
        import_rulebook(file_database, ACTOR, path)
    import_rulebook(file_database, ACTOR, path, replace=True)
    assert lines(file_database)["dongyuan-2025"].title == "改过的规则"


def test_a_bundled_one_can_be_neither_replaced_nor_edited(file_database, tmp_path):
    code = min(BUNDLED)
    path = tmp_path / "x.toml"
    path.write_bytes(export_rulebook(None, code))
    with pytest.raises(RulebookThereError, match="程序自带") as caught:
        import_rulebook(file_database, ACTOR, path, replace=True)
    assert "复制" in caught.value.remedy
    with pytest.raises(RulebookThereError):
        save_rulebook(file_database, ACTOR, code, open_rulebook(file_database, code).draft(), version=1)
    with pytest.raises(RulebookThereError):
        delete_rulebook(file_database, ACTOR, code, version=1)


def test_one_that_is_not_there_is_said(file_database):
    for act in (open_rulebook, export_rulebook):
        with pytest.raises(UnknownRulebookError):
            act(file_database, "nowhere-1999")


def test_an_officer_may_not_touch_rulebooks(file_database, tmp_path):
    auditor = Actor("周审计", Role.AUDIT_OFFICER, "审计席")
    with pytest.raises(NotPermittedError):
        import_rulebook(file_database, auditor, written(tmp_path, "dongyuan-2025", day("2025-03-01")))


def test_one_that_a_later_program_does_not_understand_is_listed_with_the_reason(file_database, tmp_path):
    imported(file_database, tmp_path, "dongyuan-2025", day("2025-03-01"))
    with file_database._writing.connect() as connection:
        connection.exec_driver_sql("UPDATE own_rulebook SET text = replace(text, 'leaders =', 'bosses =')")
        connection.commit()
    assert "bosses" in lines(file_database)["dongyuan-2025"].problem
    reference = Reference(file_database)
    assert set(reference.rulebooks) == BUNDLED
    with pytest.raises(UnusableInputError, match="dongyuan-2025"):
        reference.rulebook("dongyuan-2025")


# --- copies


def copy_of(source, **values):
    given = {"code": "ours-2026", "title": "本区工作规则", "government": "本区人民政府", "in_force": NEXT}
    return Copy(of=source, **(given | values))


@pytest.mark.parametrize("code", ["huancui-2022", "zibo-2018"])
def test_a_bundled_one_is_copied_for_ones_own_government(file_database, code):
    kept = copy_rulebook(file_database, ACTOR, copy_of(code))
    book = Reference(file_database).rulebook(kept.code)
    source = Reference().rulebook(code)
    assert (book.code, book.title, book.government, book.in_force) == (
        "ours-2026",
        "本区工作规则",
        "本区人民政府",
        NEXT,
    )
    assert (book.also_called, book.repealed, book.replaces, book.document) == ((), None, None, None)
    assert (book.kinds, book.words, book.leave, book.chains) == (
        source.kinds,
        source.words,
        source.leave,
        source.chains,
    )
    text = export_rulebook(file_database, kept.code).decode()
    assert code in text.splitlines()[0]


def test_a_copy_for_the_same_government_proposes_to_end_the_former(file_database, tmp_path):
    imported(file_database, tmp_path, "dongyuan-2025", day("2025-03-01"))
    copy = copy_of("dongyuan-2025", code="dongyuan-2026", government=GOVERNMENT, replaces="2025年规则")
    kept = copy_rulebook(file_database, ACTOR, copy)
    [overlap] = kept.overlaps
    assert (overlap.code, overlap.by, overlap.repealed) == ("dongyuan-2025", "dongyuan-2026", NEXT)
    assert Reference(file_database).rulebook("dongyuan-2026").replaces == "2025年规则"


@pytest.mark.parametrize("code", ["", "有汉字", "Ours", "a b", "a--b"])
def test_a_code_that_can_not_be_one_is_refused(file_database, code):
    with pytest.raises(UnusableInputError, match="code"):
        copy_rulebook(file_database, ACTOR, copy_of("zibo-2018", code=code))


# --- editing


def test_an_edit_is_kept_told_and_undone(database, tmp_path):
    kept = imported(database, tmp_path, "dongyuan-2025", day("2025-03-01"))
    reference = Reference(database)
    assert reference.rulebook(kept.code).kinds["executive"].quorum.share == "1/2"
    draft = open_rulebook(database, kept.code).draft().set(SHARE, "3/4").set(("title",), "新标题")
    save_rulebook(database, ACTOR, kept.code, draft, version=kept.version)
    assert reference.rulebook(kept.code).kinds["executive"].quorum.share == "3/4"
    assert lines(database)[kept.code].title == "新标题"
    entry = last_entry(database)
    assert {line.field for line in entry.lines} == {"title", "text", "digest"}
    undo(database, ACTOR, entry.no)
    assert reference.rulebook(kept.code).kinds["executive"].quorum.share == "1/2"


def test_two_seats_do_not_edit_over_each_other(database, tmp_path):
    kept = imported(database, tmp_path, "dongyuan-2025", day("2025-03-01"))
    draft = open_rulebook(database, kept.code).draft()
    save_rulebook(database, ACTOR, kept.code, draft.set(SHARE, "3/4"), version=kept.version)
    with pytest.raises(ChangedElsewhereError):
        save_rulebook(database, ACTOR, kept.code, draft.set(SHARE, "4/5"), version=kept.version)
    with pytest.raises(ChangedElsewhereError):
        delete_rulebook(database, ACTOR, kept.code, version=kept.version)


def test_what_is_wrong_is_not_saved_nor_is_another_code(file_database, tmp_path):
    kept = imported(file_database, tmp_path, "dongyuan-2025", day("2025-03-01"))
    draft = open_rulebook(file_database, kept.code).draft()
    with pytest.raises(UnusableInputError) as caught:
        save_rulebook(file_database, ACTOR, kept.code, draft.set(SHARE, "2").set(("title",), ""), version=kept.version)
    assert len(caught.value.details) == 2
    with pytest.raises(RefusedError, match="代码不能改"):
        save_rulebook(file_database, ACTOR, kept.code, draft.set(("code",), "other"), version=kept.version)
    assert export_rulebook(file_database, kept.code).decode() == draft.text


# --- versions in time


def test_a_meeting_is_judged_by_the_one_in_force_on_its_day(file_database, tmp_path):
    imported(file_database, tmp_path, "dongyuan-2025", day("2025-03-01"))
    imported(file_database, tmp_path, "dongyuan-2026", NEXT)
    reference = Reference(file_database)
    key = meeting(file_database, day("2025-12-31"))
    dossier = export_dossier(file_database, key)
    assert reference.rulebook_for(dossier).code == "dongyuan-2025"
    assert reference.rulebook_for(on(dossier, NEXT)).code == "dongyuan-2026"
    with pytest.raises(FileUnusableError, match="没有东原市人民政府有效的工作规则"):
        reference.rulebook_for(on(dossier, day("2025-02-28")))


def test_a_new_one_ends_the_former_in_the_same_act(database, tmp_path):
    imported(database, tmp_path, "dongyuan-2025", day("2025-03-01"))
    kept = import_rulebook(database, ACTOR, written(tmp_path, "dongyuan-2026", NEXT), end_former=True)
    assert kept.overlaps == ()
    assert Reference(database).rulebook("dongyuan-2025").repealed == NEXT
    assert lines(database)["dongyuan-2025"].repealed == NEXT
    undo(database, ACTOR, last_entry(database).no)
    assert set(lines(database)) == {"dongyuan-2025"}
    assert lines(database)["dongyuan-2025"].repealed is None


def test_an_earlier_one_that_comes_later_is_proposed_to_end_where_the_next_begins(file_database, tmp_path):
    imported(file_database, tmp_path, "dongyuan-2026", NEXT)
    kept = imported(file_database, tmp_path, "dongyuan-2025", day("2025-03-01"))
    [overlap] = kept.overlaps
    assert (overlap.code, overlap.by, overlap.repealed) == ("dongyuan-2025", "dongyuan-2026", NEXT)
    ended = repeal_rulebook(file_database, ACTOR, "dongyuan-2025", NEXT, version=kept.version)
    assert ended.overlaps == ()
    again = repeal_rulebook(file_database, ACTOR, "dongyuan-2025", None, version=ended.version)
    assert again.overlaps == (overlap,)


def shifts(database, act):
    """What an act is refused with that would have meetings judged by another rulebook; nothing of it remains."""
    before = {code: export_rulebook(database, code) for code in lines(database)}
    with pytest.raises(JudgeShiftError) as caught:
        act()
    assert {code: export_rulebook(database, code) for code in lines(database)} == before
    return caught.value


def test_no_act_changes_what_judges_a_meeting_that_was_held(database, tmp_path):
    former = imported(database, tmp_path, "dongyuan-2025", day("2025-03-01"))
    held = meeting(database, day("2026-03-02"), number=5)
    meeting(database, day("2026-05-06"), number=6, status=MeetingStatus.PLANNED)
    error = shifts(database, lambda: imported(database, tmp_path, "dongyuan-2026", NEXT))
    assert error.meetings == (held,)
    assert "2026年3月2日第5次常务会议" in error.message
    assert "dongyuan-2025" in error.message
    assert "dongyuan-2026" in error.message
    assert "2026年3月2日" in error.remedy
    draft = open_rulebook(database, former.code).draft()
    for path, value in ((("in_force",), day("2026-04-01")), (("government",), "西原市人民政府")):
        changed = draft.set(path, value).set(("also_called",), [])
        shifts(
            database,
            lambda changed=changed: save_rulebook(database, ACTOR, former.code, changed, version=former.version),
        )
    for repealed in ("2026-01-01", "2026-03-02"):
        day_ = day(repealed)
        error = shifts(
            database, lambda day_=day_: repeal_rulebook(database, ACTOR, former.code, day_, version=former.version)
        )
        assert "没有工作规则可以依据" in error.message
    # The planned meeting does not stand in the way.
    repeal_rulebook(database, ACTOR, former.code, day("2026-03-03"), version=former.version)
    imported(database, tmp_path, "dongyuan-2026", day("2026-03-03"))


def test_a_meeting_that_states_its_rulebook_keeps_it_too(file_database, tmp_path):
    former = imported(file_database, tmp_path, "dongyuan-2025", day("2025-03-01"))
    meeting(file_database, day("2026-03-02"), rulebook="dongyuan-2025")
    imported(file_database, tmp_path, "dongyuan-2026", NEXT)
    shifts(file_database, lambda: repeal_rulebook(file_database, ACTOR, former.code, NEXT, version=former.version))


def test_a_meeting_that_nothing_judged_may_get_a_rulebook(file_database, tmp_path):
    key = meeting(file_database, day("2024-03-02"))
    imported(file_database, tmp_path, "dongyuan-2024", day("2024-01-01"))
    assert Reference(file_database).rulebook_for(export_dossier(file_database, key)).code == "dongyuan-2024"


def test_an_undo_shifts_no_meeting_either(file_database, tmp_path):
    imported(file_database, tmp_path, "dongyuan-2025", day("2025-03-01"))
    entry = last_entry(file_database)
    meeting(file_database, day("2026-03-02"))
    error = shifts(file_database, lambda: undo(file_database, ACTOR, entry.no))
    assert "2026年3月2日" in error.message


def test_many_meetings_are_told_by_number(file_database, tmp_path):
    imported(file_database, tmp_path, "dongyuan-2025", day("2025-03-01"))
    for number in range(1, 8):
        meeting(file_database, day(f"2026-02-{number:02}"), number=number)
    error = shifts(file_database, lambda: imported(file_database, tmp_path, "dongyuan-2026", NEXT))
    assert len(error.meetings) == 7
    assert "等7次会议" in error.message


# --- deleting


@pytest.mark.parametrize("status", [MeetingStatus.HELD, MeetingStatus.PLANNED])
def test_one_that_judges_a_meeting_is_not_deleted(file_database, tmp_path, status):
    kept = imported(file_database, tmp_path, "dongyuan-2025", day("2025-03-01"))
    key = meeting(file_database, day("2026-03-02"), status=status)
    with pytest.raises(RefusedError, match="2026年3月2日第1次常务会议") as caught:
        delete_rulebook(file_database, ACTOR, kept.code, version=kept.version)
    assert "废止日期" in caught.value.remedy
    assert key


def test_one_that_judges_nothing_is_deleted_and_given_back(database, tmp_path):
    kept = imported(database, tmp_path, "dongyuan-2025", day("2025-03-01"))
    text = export_rulebook(database, kept.code)
    delete_rulebook(database, ACTOR, kept.code, version=kept.version)
    assert lines(database) == {}
    undo(database, ACTOR, last_entry(database).no)
    assert export_rulebook(database, kept.code) == text
