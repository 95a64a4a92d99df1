"""What a department hands in, made without the window: the form filled in with Word, and a topic's file in a ZIP."""

from __future__ import annotations

import hashlib
import json
import zipfile

import docx

from secretariat.services.reference import Reference
from secretariat.services.topic_form_file import write_topic_form


def fill_form(path, code, answers, countersign):
    """The program's own form for an executive meeting, as a department fills it in: its lines, and who signed."""
    write_topic_form(Reference().rulebook(code), "executive", path)
    document = docx.Document(path)
    lines, signs, _ = document.tables
    for row in lines.rows:
        label = row.cells[0].text.split("\n")[0]
        if label in answers:
            row.cells[1].text = answers[label]
    for cell, text in zip(signs.rows[1].cells, countersign, strict=True):
        cell.text = text
    document.save(path)
    return path


def pack_topic(path, government, title, *, sponsor, concerned, grounds):
    """A topic with the opinion of the department concerned, and its material beside it."""
    data = b"%PDF-1.4 report"
    material = {"id": "a01", "name": "汇报.pdf", "sha256": hashlib.sha256(data).hexdigest(), "size": len(data)}
    units = [{"id": key, "name": name, "kind": "department"} for key, name in (("d01", sponsor), ("d02", concerned))]
    opinion = {"department": "d02", "opinion": "disagree", "grounds": grounds}
    topic = {
        "title": title,
        "type": "report",
        "sponsor": "d01",
        "concerns": ["d02"],
        "countersigns": [{**opinion, "asked_on": "2026-04-02", "replied_on": "2026-04-03"}],
        "files": [{"attachment": "a01", "kind": "material"}],
    }
    whole = {
        "format": "secretariat-topic/1",
        "government": {"name": government},
        "kind": "executive",
        "filed_on": "2026-04-07",
        "departments": units,
        "people": [],
        "topic": topic,
        "attachments": [material],
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("topic.json", json.dumps(whole, ensure_ascii=False))
        archive.writestr("attachments/汇报.pdf", data)
    return path
