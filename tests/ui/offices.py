"""Five governments as their offices would type them into the template: who is there, and what the story expects.

Articles and approvers are from the published rules: the quorum of the executive meeting, who approves a leader's leave
and whom others ask.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from openpyxl import load_workbook

from secretariat.services.organisation_export import write_template

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """One government: its words, and what its rules say of an executive meeting.

    ``director_is_member``: 秘书长 or the office's director sits as a member; otherwise one of the Party group.
    ``others_ask``: whether an attendee's leave is approved by the director, with a written report.
    """

    code: str
    government: str
    office: str
    head: str
    quorum: str
    leave: str
    director_is_member: bool = False
    others_ask: bool = False

    @property
    def sixth(self) -> str:
        """The sixth of those due."""
        return DIRECTOR if self.director_is_member else PARTY_MEMBER


HEAD, EXECUTIVE, FIRST, SECOND, THIRD = "陆承安", "许明川", "宋雅琴", "单志远", "仇文彬"
PARTY_MEMBER, DIRECTOR, VICE, JUSTICE, FINANCE, COUNSEL = "区一鸣", "田广源", "白桦", "石磊", "金浩然", "顾维"
BUILDER = "龚燚"
OFFICES = (
    Office(
        code="zichuan-2022",
        government="淄川区人民政府",
        office="淄川区人民政府办公室",
        head="区长",
        quorum="四十九",
        leave="五十五",
        others_ask=True,
    ),
    Office(
        code="zhoucun-2017",
        government="周村区人民政府",
        office="周村区人民政府办公室",
        head="区长",
        quorum="四十四",
        leave="五十",
        others_ask=True,
    ),
    Office(
        code="huancui-2022",
        government="威海市环翠区人民政府",
        office="环翠区人民政府办公室",
        head="区长",
        quorum="第四十三条",
        leave="第五十一条",
    ),
    Office(
        code="zibo-2018",
        government="淄博市人民政府",
        office="淄博市人民政府办公厅",
        head="市长",
        quorum="四十七",
        leave="五十三",
        director_is_member=True,
        others_ask=True,
    ),
    Office(
        code="gangcheng-2022",
        government="济南市钢城区人民政府",
        office="钢城区人民政府办公室",
        head="区长",
        quorum="第四十条",
        leave="第四十七条",
        director_is_member=True,
    ),
)


def people(office: Office) -> list[tuple[str, str, str, str | None]]:
    """Name, title, post and unit of everybody, one line for each post, in protocol order."""
    head, director = office.head, "秘书长" if office.head == "市长" else "政府办公室主任"
    return [
        (HEAD, f"{head}", head, None),
        (HEAD, f"{head}", "党组书记", None),
        (EXECUTIVE, f"常务副{head}", f"常务副{head}", None),
        (EXECUTIVE, f"常务副{head}", "党组副书记", None),
        (FIRST, f"副{head}", f"副{head}", None),
        (SECOND, f"副{head}", f"副{head}", None),
        (THIRD, f"副{head}", f"副{head}", None),
        *([] if office.director_is_member else [(PARTY_MEMBER, "党组成员", "党组成员", None)]),
        (DIRECTOR, director, director, None),
        (VICE, f"副{director}" if director == "秘书长" else "政府办公室副主任", "政府办公室副主任", None),
        (JUSTICE, "司法局局长", "部门主要负责人", "司法局"),
        (FINANCE, "财政局局长", "部门主要负责人", "财政局"),
        (BUILDER, "住建局局长", "部门主要负责人", "住建局"),
        (COUNSEL, "政府法律顾问", "政府法律顾问", None),
    ]


def write_organisation(office: Office, path: Path) -> Path:
    """Fill in the program's own template, as an office would."""
    write_template(path)
    book = load_workbook(path)
    _append(
        book["人员"],
        [{"姓名": n, "职务": t, "职位": p, "单位": u, "任职开始": "2022.1.1"} for n, t, p, u in people(office)],
    )
    _append(
        book["单位"],
        [
            {"单位名称": "司法局", "类别": "工作部门", "职能": "司法行政（法制）部门"},
            {"单位名称": "财政局", "类别": "工作部门"},
            {"单位名称": "住建局", "类别": "工作部门"},
        ],
    )
    in_charge = ((FIRST, "司法局"), (SECOND, "财政局"), (THIRD, "住建局"))
    _append(book["分管"], [{"姓名": name, "分管单位": unit} for name, unit in in_charge])
    book.save(path)
    return path


def _append(sheet, rows):
    """Write rows under the titles, wherever the template has them."""
    at = next(
        row for row in sheet.iter_rows() if any(str(cell.value or "").startswith(("姓名", "单位名称")) for cell in row)
    )
    columns = {str(cell.value).rstrip("*").strip(): cell.column for cell in at if cell.value}
    line = at[0].row + 1
    while any(cell.value for cell in sheet[line]):
        line += 1
    for number, row in enumerate(rows, line):
        for title, value in row.items():
            if value is not None:
                sheet.cell(number, columns[title]).value = value
