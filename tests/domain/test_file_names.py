"""Names of files from outside: what is wrong with them, and what they are called where they are written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secretariat.domain.file_names import name_fault, safe_name


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("汇报材料.pdf", "汇报材料.pdf"),
        ("-rf 草案.pdf", "-rf 草案.pdf"),
        ("~$草案.docx", "~$草案.docx"),
        ("console.txt", "console.txt"),
        ("COM10.txt", "COM10.txt"),
        ("丁龑𬭸.docx", "丁龑𬭸.docx"),
    ],
)
def test_what_every_system_takes_is_kept(name, safe):
    assert (name_fault(name), safe_name(name)) == (None, safe)


@pytest.mark.parametrize(
    ("name", "said", "safe"),
    [
        ("../../x.pdf", "文件名不能用", "_.._x.pdf"),
        ("C:\\x.pdf", "文件名不能用", "C__x.pdf"),
        ("草案.pdf:evil.exe", "文件名不能用", "草案.pdf_evil.exe"),
        ("草案.pdf. ", "文件名不能用", "草案.pdf"),
        ("...", "文件名不能用", "附件"),
        ("con", "设备名", "_con"),
        ("Aux.tar.gz", "设备名", "_Aux.tar.gz"),
        ("lpt1 .txt", "设备名", "_lpt1 .txt"),
        ("COM¹.docx", "设备名", "_COM¹.docx"),
        (f"{'汇' * 130}.docx", "有 135 个字，最多 120 个", f"{'汇' * 65}.docx"),
    ],
)
def test_what_some_system_does_not_take_is_told_and_written_otherwise(name, said, safe):
    text, remedy = name_fault(name)
    assert said in text
    assert remedy
    assert safe_name(name) == safe


@given(st.text(max_size=300))
def test_a_safe_name_is_always_one(name):
    safe = safe_name(name)
    assert 0 < len(safe.encode(errors="ignore")) <= 210
    fault = name_fault(safe)
    assert fault is None or "最多" in fault[0]
    assert safe_name(safe) == safe
