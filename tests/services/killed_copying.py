"""Stores a big file in a child process, kills it at some moment, says what it had shown as stored."""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from secretariat.services.attachments_store import AttachmentFiles

if TYPE_CHECKING:
    from collections.abc import Iterator

MIB = 1024 * 1024


def put(folder: str, out: int, number: int) -> None:
    stored = AttachmentFiles(Path(folder)).put(pieces(out, number))
    os.write(out, f"{stored.sha256}\n".encode())


def pieces(out: int, number: int) -> Iterator[bytes]:
    for piece in range(8):
        if piece == 2:
            os.write(out, b"begun\n")
            time.sleep(0 if number else 60)  # the first dies half done for certain, the others whenever it comes
        yield bytes([number, piece]) * (MIB // 2)


def main(folder: str, rounds: int, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - so that a failure can be had again
    shown: list[str] = []
    for number in range(rounds):
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reading)
            put(folder, writing, number)
            os._exit(0)
        os.close(writing)
        with os.fdopen(reading) as lines:
            lines.readline()
            time.sleep(chance.random() * 0.02)
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            shown += [line.strip() for line in lines if line.endswith("\n")]
    sys.stdout.write(json.dumps(shown))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
