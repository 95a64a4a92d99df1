"""Changes the rules and the domain in small ways, one at a time, and sees whether a test notices.

    make mutants                                      # 600 mutants, seed 4: what docs/mutants.md tells of
    make mutants MUTANTS_ARGS="--sample 50 --seed 7"
    make mutants MUTANTS_ARGS="--again"               # of the last run, those that no test noticed
    make mutants MUTANTS_ARGS="--again tests/domain"  # the same, with these tests only

The mutants are mutmut's, made by its operators in every function; those under a decorator too (properties, mostly),
which mutmut itself passes over. They are not run its way, which puts a trampoline in each class and starts pytest for
each mutant, and that takes seconds. Here the tests are collected once and run once, to learn which test reaches which
line. Then each mutant has a fork of this process: there the code of the one function is exchanged, wherever it is in
use, and the tests that reach the mutated line are run until one fails. The tests are those of the rules and the domain
alone: what these promise is tested without services, databases and windows.

Out come ``out/mutants/results.json`` and ``out/mutants/survivors.diff``. A mutant with which the tests
run on and on is a timeout; it is listed with those that no test noticed, to be looked at. All this takes a quarter of
an hour, so it is run by hand.
"""

from __future__ import annotations

import argparse
import difflib
import gc
import json
import os
import random
import resource
import signal
import sys
import tempfile
import time
import types
from collections import Counter
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "out/mutants"
RESULTS = OUT / "results.json"
sys.path[:0] = [str(ROOT)]
# mutmut is no part of the project's environment: `make mutants` puts it here, behind what the environment has.
sys.path.append(str(ROOT / "out/mutmut"))

import coverage  # noqa: E402 - found in the folder above
import libcst as cst  # noqa: E402
import pytest  # noqa: E402
from libcst.metadata import MetadataWrapper, PositionProvider  # noqa: E402
from mutmut.mutation import file_mutation, mutators, pragma_handling  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

MUTATED = ("secretariat/domain", "secretariat/rules")
TESTS = ("tests/domain", "tests/rules")
CACHING = ("secretariat", "tests")
PATIENCE_S = 10.0
"""A mutant may take this, and six times what its tests take without it."""
FOR_ALL_S = 4 * 3600.0
AT_ONCE = 2
MEMORY = 6 << 30
KILLED, SURVIVED, TIMEOUT, NO_TEST = "killed", "survived", "timeout", "no test"
UNNOTICED = {SURVIVED, NO_TEST, TIMEOUT}


@dataclass(frozen=True, eq=False)
class Mutant:
    """One small change to one function of a module."""

    path: str
    module: cst.Module
    mutation: file_mutation.Mutation
    lines: range
    function: range

    @cached_property
    def changed(self) -> str:
        """The module's text with the change."""
        return self.module.deep_replace(self.mutation.original_node, self.mutation.mutated_node).code

    @cached_property
    def diff(self) -> str:
        """What is changed, as a unified diff; it is also the mutant's name from one run to the next."""
        before, after = (text.splitlines(keepends=True) for text in (self.module.code, self.changed))
        return "".join(difflib.unified_diff(before, after, self.path, self.path, n=2))


class _InEveryFunction(file_mutation.MutationVisitor):
    """Nothing is wrapped here, so a decorator need not keep a function from being mutated."""

    def _skip_node_and_children(self, node: cst.CSTNode) -> bool:
        return not isinstance(node, cst.FunctionDef) and super()._skip_node_and_children(node)


def mutants_of(path: Path) -> Iterator[Mutant]:
    """All mutants of a module's functions and methods, in the order of the text."""
    source, name = path.read_text(encoding="utf-8"), str(path.relative_to(ROOT))
    wrapper = MetadataWrapper(cst.parse_module(source))
    visitor = _InEveryFunction(mutators.mutation_operators, pragma_handling.get_ignored_lines(name, source, wrapper))
    module, where = wrapper.visit(visitor), wrapper.resolve(PositionProvider)
    for mutation in visitor.mutations:
        function = mutation.contained_by_top_level_function
        if isinstance(function, cst.FunctionDef):
            spans = (where[node] for node in (mutation.original_node, function))
            yield Mutant(name, module, mutation, *(range(span.start.line, span.end.line + 1) for span in spans))


# --------------------------------------------------------------------------------------------- which test reaches what
class Reach:
    """Which tests reach a line of the mutated packages, and how long each test takes."""

    def __init__(self, session: pytest.Session) -> None:
        self._items = {item.nodeid: item for item in session.items}
        with tempfile.TemporaryDirectory() as folder:
            notes = Path(folder, "reach.json")
            if _ended(_forked(lambda: _measure(session, notes), Path(folder)), FOR_ALL_S) != 0:
                sys.exit("未能运行全部测试。")
            noted = json.loads(notes.read_text(encoding="utf-8"))
        self.took: dict[str, float] = noted["took"]
        self.failed: list[str] = noted["failed"]
        self._by_line = {
            path: {int(line): set(tests) for line, tests in lines.items()} for path, lines in noted["lines"].items()
        }

    def tests_of(self, mutant: Mutant) -> list[pytest.Item]:
        """The tests that reach the mutated lines, else the function: of each file the quickest first, in turn."""
        lines = self._by_line.get(mutant.path, {})
        for span in (mutant.lines, mutant.function):
            reaching = {test for line in span for test in lines.get(line, ())} & self.took.keys()
            if reaching:
                return [self._items[test] for test in self._in_turn(reaching)]
        return []

    def _in_turn(self, tests: set[str]) -> list[str]:
        seen: Counter[str] = Counter()
        order = []
        for test in sorted(tests, key=lambda test: (self.took[test], test)):
            file = test.partition("::")[0]
            order.append((seen[file], self.took[test], test))
            seen[file] += 1
        return [test for _, _, test in sorted(order)]


def _measure(session: pytest.Session, notes: Path) -> int:
    """Run every test once, noting its lines; caches are emptied in between, or the first test would have it all."""
    measured = coverage.Coverage(data_file=None, config_file=False, include=[f"{ROOT / name}/*" for name in MUTATED])
    caches = _caches()
    took, failed = {}, []
    measured.start()
    for item, following in zip(session.items, [*session.items[1:], None], strict=True):
        for cache in caches:
            cache.cache_clear()
        measured.switch_context(item.nodeid)
        failures, start = session.testsfailed, time.perf_counter()
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        if session.testsfailed == failures:
            took[item.nodeid] = time.perf_counter() - start
        else:
            failed.append(item.nodeid)
    measured.stop()
    data, lines = measured.get_data(), {}
    for path in data.measured_files():
        lines[str(Path(path).relative_to(ROOT))] = data.contexts_by_lineno(path)
    notes.write_text(json.dumps({"took": took, "failed": failed, "lines": lines}), encoding="utf-8")
    return 0


def _caches() -> list[Any]:
    """What functools.cache and lru_cache made in the project and its tests."""
    return [
        each
        for each in gc.get_objects()
        if hasattr(type(each), "cache_clear") and str(getattr(each, "__module__", "")).startswith(CACHING)
    ]


# ----------------------------------------------------------------------------------------------------- one mutant tried
def _forked(work: Callable[[], int], folder: Path) -> int:
    """Do ``work`` in a fork of this process, which ends with what it gives; the fork's number."""
    child = os.fork()
    if child:
        return child
    code = 99
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        os.environ["PYTEST_DEBUG_TEMPROOT"] = str(folder)
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        code = work()
    finally:
        os._exit(code)


def _ended(child: int, patience: float) -> int | None:
    """How a fork ended; None where it took too long."""
    end = time.monotonic() + patience
    while time.monotonic() < end:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.005)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return None


def _code_objects(code: types.CodeType) -> Iterator[types.CodeType]:
    yield code
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            yield from _code_objects(constant)


def _exchange(mutant: Mutant) -> None:
    """Give each function whose code the mutant changes its new code, whoever holds the function."""
    path = str(ROOT / mutant.path)
    before, after = (
        {(code.co_qualname, code.co_firstlineno): code for code in _code_objects(compile(text, path, "exec"))}
        for text in (mutant.module.code, mutant.changed)
    )
    for each in gc.get_objects():
        if isinstance(each, types.FunctionType) and each.__code__.co_filename == path:
            key = (each.__code__.co_qualname, each.__code__.co_firstlineno)
            if key in after and before.get(key) != after[key]:
                each.__code__ = after[key]


def _try(session: pytest.Session, mutant: Mutant, tests: list[pytest.Item], note: Path) -> int:
    """1 when a test fails with the mutant, else 0."""
    for cache in _caches():
        cache.cache_clear()
    _exchange(mutant)
    for item, following in zip(tests, [*tests[1:], None], strict=True):
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        if session.testsfailed:
            note.write_text(item.nodeid, encoding="utf-8")
            return 1
    return 0


class Trial:
    """Takes the place of pytest's loop over the tests: all mutants, each with the tests that reach it."""

    def __init__(self, mutants: list[Mutant]) -> None:
        self.results: list[dict[str, str]] = []
        self.failed: list[str] = []
        self._mutants = mutants

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Try each mutant; true, which tells pytest that the tests were run."""
        reach = Reach(session)
        self.failed = reach.failed
        with tempfile.TemporaryDirectory() as folder:
            notes = [Path(folder, f"{number}.json") for number in range(AT_ONCE)]
            shares = [partial(self._share, session, reach, number, note) for number, note in enumerate(notes)]
            for worker in [_forked(share, Path(folder)) for share in shares]:
                _ended(worker, FOR_ALL_S)
            self.results = [each for note in notes for each in json.loads(note.read_text(encoding="utf-8"))]
        return True

    def _share(self, session: pytest.Session, reach: Reach, first: int, notes: Path) -> int:
        """Judge one process's share of the mutants."""
        results: list[dict[str, str]] = []
        for mutant in self._mutants[first::AT_ONCE]:
            results.append(self._judge(session, mutant, reach))
            print(len(results) * AT_ONCE, results[-1]["outcome"], mutant.path, mutant.lines.start, file=sys.stderr)
        notes.write_text(json.dumps(results), encoding="utf-8")
        return 0

    def _judge(self, session: pytest.Session, mutant: Mutant, reach: Reach) -> dict[str, str]:
        tests = reach.tests_of(mutant)
        by, outcome = "", NO_TEST
        if tests:
            patience = PATIENCE_S + 6 * sum(reach.took[item.nodeid] for item in tests)
            with tempfile.TemporaryDirectory() as folder:
                note = Path(folder, "failed")
                work = partial(_try, session, mutant, tests, note)
                code = _ended(_forked(work, Path(folder)), patience)
                by = note.read_text(encoding="utf-8") if note.exists() else ""
            outcome = {0: SURVIVED, None: TIMEOUT}.get(code, KILLED)
        return {"outcome": outcome, "path": mutant.path, "line": str(mutant.lines.start), "by": by, "diff": mutant.diff}


def main() -> None:
    """Draw the sample, try it, and say how it went."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sample", type=int, default=600, help="how many mutants are drawn")
    parser.add_argument("--seed", type=int, default=4, help="what they are drawn by")
    parser.add_argument("--again", action="store_true", help="only those that survived the last run of this sample")
    parser.add_argument("tests", nargs="*", default=TESTS, help="which tests are run; new ones, mostly, with --again")
    given = parser.parse_args()

    everything = [
        mutant for folder in MUTATED for path in sorted((ROOT / folder).rglob("*.py")) for mutant in mutants_of(path)
    ]
    drawn = random.Random(given.seed).sample(everything, min(given.sample, len(everything)))  # noqa: S311 - no secret
    known = _last() if given.again else {}
    trial = Trial([mutant for mutant in drawn if not given.again or known[mutant.diff]["outcome"] in UNNOTICED])

    os.environ["CI"] = "true"  # hypothesis tries the same examples each time
    os.chdir(ROOT)
    options = ("-q", "-m", "not slow", "--capture=sys", "-p", "no:cacheprovider", "-p", "no:xdist")
    pytest.main([*options, *given.tests], plugins=[trial])

    known |= {result["diff"]: result for result in trial.results}
    OUT.mkdir(parents=True, exist_ok=True)
    RESULTS.write_text(json.dumps([*known.values()], ensure_ascii=False, indent=1), encoding="utf-8")
    survivors = [diff for diff, result in known.items() if result["outcome"] in UNNOTICED]
    Path(OUT, "survivors.diff").write_text("\n".join(survivors), encoding="utf-8")
    for test in trial.failed:
        print(f"未计入：{test}（未改动时就不通过）")
    outcomes = Counter(result["outcome"] for result in known.values())
    print(f"共可生成 {len(everything)} 个变异，抽取 {len(drawn)} 个：{dict(outcomes)}")


def _last() -> dict[str, dict[str, str]]:
    """The results of the last run, by what each mutant changes."""
    return {result["diff"]: result for result in json.loads(RESULTS.read_text(encoding="utf-8"))}


if __name__ == "__main__":
    main()
