"""Signs in, in a child process, kills it at some moment, says what it had acknowledged; for test_killed_sign_in.py."""

from __future__ import annotations

import datetime as dt
import json
import os
import random
import signal
import sys
import time

from secretariat.domain.permissions import Actor, Role
from secretariat.domain.states import RecusalReason
from secretariat.services import room_views, sign_in
from secretariat.services.database import Database

ACTOR = Actor("李会务", Role.SECRETARY, "一号席")


def write(path: str, meeting: int, people: list[str], topics: int, begin: int, out: int) -> None:
    """Mark one after the other, each once: that he came, then that he withdraws from a topic."""
    database = Database.open(path, clock=lambda: dt.datetime.now(dt.UTC))
    room_views.keep_view(database, ACTOR, room_views.KeptView(meeting=meeting))
    acts = [(one, topic) for topic in range(topics + 1) for one in people]
    for number, (person, topic) in enumerate(acts[begin:], begin):
        if topic:
            told = sign_in.mark_recusal(
                database, ACTOR, meeting, person, topic, RecusalReason.OTHER, note=f"第{number}次"
            )
        else:
            told = sign_in.mark_present(database, ACTOR, meeting, person)
        os.write(out, f"{json.dumps([number, person, topic, told.entry])}\n".encode())


def main(path: str, meeting: int, people: str, topics: int, rounds: int, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - so that a failure can be had again
    shown: list[list[object]] = []
    begin = 0
    for _ in range(rounds):
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reading)
            write(path, meeting, json.loads(people), topics, begin, writing)
            os._exit(0)
        os.close(writing)
        with os.fdopen(reading) as lines:
            told = [lines.readline()]
            time.sleep(chance.random() * 0.08)
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            told += [line for line in lines if line.endswith("\n")]
        shown += [json.loads(line) for line in told if line]
        # One more may be on disk that was not acknowledged: the next child does not do it again.
        begin = shown[-1][0] + 2  # type: ignore[operator]
    sys.stdout.write(json.dumps(shown))
