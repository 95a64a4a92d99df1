"""The largest attachment there may be: wholly in and wholly out again; one byte more is refused, and leaves nothing."""

from __future__ import annotations

import hashlib

import pytest

from secretariat.services import attachments
from secretariat.services.attachments_intake import LARGEST
from secretariat.services.attachments_opened import save_copy
from secretariat.services.attachments_store import AttachmentFiles
from secretariat.services.dossiers import export_dossier, import_dossier
from secretariat.services.exchange import read_dossier
from secretariat.strict_input import UnusableInputError
from tests.databases import SECRETARY
from tests.services.test_attachments import EXAMPLE, on_disk

PIECE = bytes(range(256)) * 4096


def written(path, size):
    digest = hashlib.sha256()
    with path.open("wb") as file:
        for at in range(0, size, len(PIECE)):
            piece = PIECE[: size - at]
            file.write(piece)
            digest.update(piece)
    return digest.hexdigest()


@pytest.mark.slow
def test_200_mb_come_in_and_out_and_a_byte_more_does_not(file_database, tmp_path):
    files, path = AttachmentFiles(tmp_path / "attachments"), tmp_path / "汇报材料.bin"
    meeting = import_dossier(file_database, SECRETARY, read_dossier(EXAMPLE))
    sha256 = written(path, LARGEST)
    attachments.add(file_database, SECRETARY, meeting, files, path)
    (kept,) = export_dossier(file_database, meeting).attachments
    assert (kept.size, kept.sha256) == (LARGEST, sha256)
    path.unlink()
    out = save_copy(files, kept, path)
    with out.open("rb") as file:
        assert hashlib.file_digest(file, "sha256").hexdigest() == sha256
    with out.open("ab") as file:
        file.write(b"x")
    with pytest.raises(UnusableInputError, match=r"汇报材料\.bin：文件太大：.*每个附件最大 200 MB") as caught:
        attachments.add(file_database, SECRETARY, meeting, files, out)
    assert caught.value.remedy
    assert len(on_disk(files)) == len(export_dossier(file_database, meeting).attachments) == 1
