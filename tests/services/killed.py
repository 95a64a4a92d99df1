"""Writes acts in a child process, kills it at some moment, says what it had shown as saved; for test_killed.py."""

from __future__ import annotations

import datetime as dt
import json
import os
import random
import signal
import sys
import time

from models.organisation import Government
from secretariat.domain.permissions import Actor, Permission, Role
from secretariat.services.database import Database

ACTOR = Actor("李会务", Role.SECRETARY, "一号席")


def write(path: str, out: int, start: int) -> None:
    database = Database.open(path, clock=lambda: dt.datetime.now(dt.UTC))
    for number in range(start, start + 10_000):
        with database.transaction(
            actor=ACTOR, permission=Permission.EDIT_ORGANISATION, act=f"登记第{number}个政府"
        ) as tx:
            tx.session.add(Government(name=f"saved {number}", office="区政府办公室" * 50))
        os.write(out, f"saved {number}\n".encode())


def main(path: str, rounds: int, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - so that a failure can be had again
    shown: list[str] = []
    for attempt in range(rounds):
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reading)
            write(path, writing, attempt * 10_000)
            os._exit(0)
        os.close(writing)
        with os.fdopen(reading) as lines:
            shown.append(lines.readline().strip())
            time.sleep(chance.random() * 0.08)
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            shown += [line.strip() for line in lines if line.endswith("\n")]
    sys.stdout.write(json.dumps(shown))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
