"""How fast a paper and a judgement are, next to another program that does the like in the same run.

    make bench                          ratios
    make bench BENCH_ARGS="--runs 20"   more rounds
    make bench BENCH_ARGS=--profile     where the time of a cold print goes

Seconds depend on the machine and on what else it does; a ratio taken in turns, round by round, hardly does. So ratios
are what is printed, of the clock and of the processor, and nothing is asserted. The rival is typst, a typesetter in
compiled code. It gets the very text of our papers, the same page and the same fonts, and of the fonts only those it
needs. We are timed for more: reading the dossier, judging it, looking for the seat's own fonts, and the sign-off
sheet beside the minutes, both on the disk for good.
"""

from __future__ import annotations

import argparse
import json
import os
import pstats
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).resolve().parents[2]
PAPER = ROOT / "tests/data/dossiers/zichuan-executive.json"
# What a warm program prints second; the same paper again could be answered from memory.
NEXT_PAPER = ROOT / "tests/data/dossiers/zhoucun-party-group.json"
FONTS = ["fang", "hei", "kai", "song", "title-song"]
# A line that ends this far from the right edge of 28 characters ends its paragraph.
LAST_LINE = 25

PAGE = """
#set page(paper: "a4", margin: (top: 37mm, bottom: 35mm, left: 28mm, right: 26mm),
          numbering: "— 1 —", number-align: right)
#set text(font: "Secretariat Fang", size: 16pt, lang: "zh", region: "cn",
          top-edge: 0.8em, bottom-edge: -0.2em)
#set par(justify: true, leading: 13.609pt, spacing: 13.609pt, first-line-indent: (amount: 2em, all: true))
"""

# Programs that are timed from inside: they print the seconds of their second paper, by the clock and of the processor.
OUR_SECOND = """
import contextlib, io, sys, time
sys.path.insert(0, sys.argv[1])
from secretariat.cli import run
def paper(source, target):
    with contextlib.redirect_stdout(io.StringIO()):
        if run(["minutes", source, "-o", target]) != 0:
            raise SystemExit(f"not printed: {source}")
paper(sys.argv[2], sys.argv[4])
start, busy = time.perf_counter(), time.process_time()
paper(sys.argv[3], sys.argv[4])
print(time.perf_counter() - start, time.process_time() - busy)
"""
THEIR_SECOND = """
import sys, time, typst
compiler = typst.Compiler(root="/", font_paths=[sys.argv[1]], ignore_system_fonts=True)
compiler.compile(input=sys.argv[2], output=sys.argv[4], pdf_tags=False)
start, busy = time.perf_counter(), time.process_time()
compiler.compile(input=sys.argv[3], output=sys.argv[4], pdf_tags=False)
print(time.perf_counter() - start, time.process_time() - busy)
"""
THEIR_FIRST = """
import sys, typst
typst.compile(sys.argv[2], output=sys.argv[3], font_paths=[sys.argv[1]], ignore_system_fonts=True, pdf_tags=False)
"""


def run(command: Sequence[str | Path]) -> subprocess.CompletedProcess[str]:
    """Runs a program to its end and catches what it says."""
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


class Taken(NamedTuple):
    """What one run took, in seconds."""

    clock: float
    processor: float


@dataclass(frozen=True)
class Program:
    """A program that is timed, from outside or by what it prints."""

    name: str
    command: Sequence[str | Path]
    times_itself: bool = False
    statuses: tuple[int, ...] = (0,)

    def seconds(self) -> Taken:
        """How long one run took."""
        start, busy = time.perf_counter(), processor_seconds()
        done = run(self.command)
        took = Taken(time.perf_counter() - start, processor_seconds() - busy)
        if done.returncode not in self.statuses:
            sys.exit(f"{self.name}：{done.stdout}{done.stderr}")
        return Taken(*map(float, done.stdout.split())) if self.times_itself else took


def processor_seconds() -> float:
    """The processor's time in all programs that were run."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def compare(title: str, ours: Program, theirs: Program, runs: int) -> None:
    """Runs both in turns and prints the median ratio, with the least and the greatest."""
    pairs = [(ours.seconds(), theirs.seconds()) for _ in range(runs + 1)][1:]  # the first fills the disk's cache
    print(f"{title}：")
    for number, what in enumerate(("时钟", "处理器")):
        our, their = ([taken[number] for taken in column] for column in zip(*pairs, strict=True))
        ratios = [one / other for one, other in zip(our, their, strict=True)]
        print(
            f"  {what} {statistics.median(ratios):.2f} 倍（{min(ratios):.2f}—{max(ratios):.2f}）　"
            f"{ours.name} {statistics.median(our):.3f} 秒，{theirs.name} {statistics.median(their):.3f} 秒"
        )


def print_paper(dossier: Path, paper: Path) -> None:
    """Prints the minutes of a dossier by the command line."""
    command = [sys.executable, "main.py", "minutes", dossier, "-o", paper]
    done = run(command)
    if done.returncode != 0:
        sys.exit(f"{dossier.name} 未能印制：{done.stdout}{done.stderr}")


def page_texts(paper: Path) -> list[str]:
    """The text of each page of a PDF."""
    import pypdfium2  # noqa: PLC0415 — only the comparison needs it

    with pypdfium2.PdfDocument(paper) as document:
        return [page.get_textpage().get_text_range() for page in document]


def typst_source(texts: list[str]) -> str:
    """The same text for typst, in the same paragraphs, with the fonts that the parts of minutes have."""
    paragraphs = [""]
    for line in "\n".join(texts).splitlines():
        text = line.strip()
        if not text or re.fullmatch(r"— \d+ —", text):
            continue
        paragraphs[-1] += text
        if len(text) < LAST_LINE:
            paragraphs.append("")
    mark, *body = filter(None, paragraphs)
    lines = [f'#align(center, text(font: "Secretariat Title Song", size: 40pt, fill: red, {quoted(mark)}))']
    for text in body:
        heading = re.match(r"[一二三四五六七八九十]+、|出席：|列席：|请假：", text)
        lines.append(f'#text(font: "Secretariat Hei", {quoted(text)})' if heading else f"#{quoted(text)}")
    return PAGE + "\n\n".join(lines) + "\n"


def quoted(text: str) -> str:
    """A string as typst writes it."""
    return json.dumps(text, ensure_ascii=False)


def run_comparisons(folder: Path, runs: int) -> None:
    """Prepares the same papers for both and compares what there is to compare."""
    fonts = folder / "fonts"
    fonts.mkdir()
    for name in FONTS:
        (fonts / f"{name}.ttf").symlink_to(ROOT / f"resources/fonts/{name}.ttf")
    ours, theirs = folder / "ours.pdf", folder / "theirs.pdf"
    sources = []
    for number, dossier in enumerate((PAPER, NEXT_PAPER)):
        print_paper(dossier, ours)
        texts = page_texts(ours)
        sources.append(folder / f"{number}.typ")
        sources[-1].write_text(typst_source(texts), encoding="utf-8")
        Program("typst", [sys.executable, "-c", THEIR_FIRST, fonts, sources[-1], theirs]).seconds()
        print(
            f"{dossier.stem}：本程序 {len(texts)} 页 {ours.stat().st_size // 1024} KiB，"
            f"typst {len(page_texts(theirs))} 页 {theirs.stat().st_size // 1024} KiB"
        )
    python = sys.executable
    compare(
        "印制纪要，从启动到完成",
        Program("本程序", [python, "main.py", "minutes", PAPER, "-o", ours]),
        Program("typst", [python, "-c", THEIR_FIRST, fonts, sources[0], theirs]),
        runs,
    )
    compare(
        "印制第二份纪要，程序已启动",
        Program("本程序", [python, "-c", OUR_SECOND, ROOT, PAPER, NEXT_PAPER, ours], times_itself=True),
        Program("typst", [python, "-c", THEIR_SECOND, fonts, *sources, theirs], times_itself=True),
        runs,
    )
    compare(
        "检查一次会议，从启动到完成",
        Program("本程序", [python, "main.py", "check", PAPER], statuses=(0, 1)),
        Program("空的 Python", [python, "-c", "pass"]),
        runs,
    )


def profile(folder: Path) -> None:
    """Prints which imports and which functions a cold print spends its time in."""
    arguments = ["main.py", "minutes", str(PAPER), "-o", str(folder / "paper.pdf")]
    print_paper(PAPER, folder / "paper.pdf")  # so that nothing has to be compiled any more
    done = run([sys.executable, "-X", "importtime", *arguments])
    rows = re.findall(r"^import time: +(\d+) \| +(\d+) \| +(\S+)$", done.stderr, flags=re.MULTILINE)
    print("载入模块，自身毫秒、累计毫秒：")
    for own, total, name in sorted(rows, key=lambda row: -int(row[0]))[:20]:
        print(f"{int(own) / 1000:8.1f} {int(total) / 1000:8.1f}  {name}")
    target = folder / "profile"
    run([sys.executable, "-m", "cProfile", "-o", target, *arguments])
    calls = pstats.Stats(str(target))
    calls.strip_dirs().sort_stats("cumulative").print_stats(30)
    calls.sort_stats("tottime").print_stats(20)


def main() -> None:
    """Reads what is wanted, and does it."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--runs", type=int, default=9, help="rounds for each comparison; 7 at least tell")
    parser.add_argument("--profile", action="store_true", help="show where the time goes")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        # On a seat the program was compiled when it was installed; here it is, once, whatever the machine is set to.
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        os.environ["PYTHONPYCACHEPREFIX"] = str(Path(folder, "compiled"))
        if arguments.profile:
            profile(Path(folder))
        else:
            run_comparisons(Path(folder), arguments.runs)


if __name__ == "__main__":
    main()
