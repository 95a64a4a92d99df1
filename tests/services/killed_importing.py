"""Imports a topic with a big file in a child process and kills it at some moment; for test_topic_file.py."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import random
import signal
import sys
import time
import zipfile
from pathlib import Path

from secretariat.domain.permissions import Actor, Role
from secretariat.services.attachments_store import AttachmentFiles
from secretariat.services.database import Database
from secretariat.services.topic_file import Target, import_topic, read_topic_file
from tests.services.topics_desk import FILED, NAME

ACTOR = Actor("李会务", Role.SECRETARY, "一号席")
MIB = 1024 * 1024


def make(place: Path, megabytes: int, number: int) -> Path:
    """A topic's ZIP with a file of that size."""
    piece, digest = random.Random(number).randbytes(MIB), hashlib.sha256()  # noqa: S311 (no secret)
    for _ in range(megabytes):
        digest.update(piece)
    record = {"id": "a01", "name": "扫描件.pdf", "sha256": digest.hexdigest(), "size": megabytes * MIB}
    topic = {
        "format": "secretariat-topic/1",
        "topic": {"title": f"第{number}个", "files": [{"attachment": "a01", "kind": "material"}]},
        "attachments": [record],
    }
    with zipfile.ZipFile(place, "w") as archive:
        archive.writestr("topic.json", json.dumps(topic))
        with archive.open("attachments/扫描件.pdf", "w") as entry:
            for _ in range(megabytes):
                entry.write(piece)
    return place


def take(path: str, folder: str, source: Path, out: int, number: int) -> None:
    files = AttachmentFiles(Path(folder))
    put = files.put

    def slow(pieces, **more):
        def some():
            for place, piece in enumerate(pieces):
                if place == 2:
                    os.write(out, b"begun\n")
                    time.sleep(0 if number else 60)  # the first dies half done for certain, the others whenever
                yield piece

        return put(some(), **more)

    files.put = slow
    database = Database.open(path, clock=lambda: dt.datetime.now(dt.UTC))
    target = Target(government=NAME, kind="executive", filed_on=FILED)
    key = import_topic(database, ACTOR, files, read_topic_file(source), target)
    os.write(out, f"{key}\n".encode())


def main(path: str, folder: str, where: str, megabytes: int, rounds: int) -> None:
    chance = random.Random(7)  # noqa: S311 - so that a failure can be had again
    shown: list[str] = []
    for number in range(rounds):
        source = make(Path(where, f"{number}.zip"), megabytes, number)
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reading)
            take(path, folder, source, writing, number)
            os._exit(0)
        os.close(writing)
        with os.fdopen(reading) as lines:
            lines.readline()
            time.sleep(chance.random() * megabytes / 40 if number else 0)
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            shown += [line.strip() for line in lines if line.endswith("\n")]
    sys.stdout.write(json.dumps(shown))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4]), int(sys.argv[5]))
