"""The reply sheet (参会回执): its columns, and the words of an answer as people write them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from secretariat.domain.notices import STATE_NAMES, NoticeState
from secretariat.domain.states import NoticeAnswer
from secretariat.services.workbook_tables import Column, plain

if TYPE_CHECKING:
    from collections.abc import Mapping

SHEET: Final = "参会回执"
COLUMNS: Final = (
    Column(field="number", title="序号", width=6),
    Column(field="name", title="姓名", also=("人员姓名", "参会人员"), required=True, width=12),
    Column(field="unit", title="单位", also=("工作单位", "所在单位", "部门"), width=22),
    Column(field="title", title="职务", also=("职务全称", "现任职务"), width=26),
    Column(
        field="answer",
        title="是否参加",
        also=("是否参会", "参加情况", "参会情况", "能否参加", "答复"),
        required=True,
        width=12,
        hint="请填 参加、请假 或 代会",
    ),
    Column(
        field="reason",
        title="请假事由",
        also=("请假原因", "不参加原因", "事由", "原因"),
        width=26,
        hint="请假的请写明事由",
    ),
    Column(field="substitute", title="代会人", also=("代会人姓名", "代会人员", "替会人"), width=12, hint="代会的必填"),
    Column(field="substitute_title", title="代会人职务", also=("代会人单位职务",), width=22),
    Column(field="note", title="备注", also=("说明",), width=20),
)
ANSWERS: Final[Mapping[NoticeAnswer, str]] = {
    NoticeAnswer.ATTENDS: STATE_NAMES[NoticeState.ATTENDS],
    NoticeAnswer.LEAVE: STATE_NAMES[NoticeState.LEAVE],
    NoticeAnswer.SUBSTITUTE: STATE_NAMES[NoticeState.SUBSTITUTE],
}
"""What can be answered on a sheet, and how it is written there."""
_READ: Final[Mapping[str, NoticeAnswer]] = {
    **dict.fromkeys(
        (
            "参加",
            "参会",
            "出席",
            "列席",
            "到会",
            "能参加",
            "可参加",
            "按时参加",
            "准时参加",
            "本人参加",
            "是",
            "√",
            "✓",
        ),
        NoticeAnswer.ATTENDS,
    ),
    **dict.fromkeys(
        ("请假", "不参加", "不能参加", "无法参加", "不参会", "不能参会", "缺席", "否", "×", "✕"), NoticeAnswer.LEAVE
    ),
    **dict.fromkeys(
        ("代会", "代", "代参加", "代为参加", "委派他人", "委托他人", "他人代会", "替会"), NoticeAnswer.SUBSTITUTE
    ),
}


def answer_named(text: str) -> NoticeAnswer | None:
    """Give the answer that a word stands for; ``None``: it is none."""
    return _READ.get(plain(text))
