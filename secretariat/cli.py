"""The command line: each command calls one service and prints what it gives. No Qt; the database where it is needed.

Exit status: 0 done, nothing wrong; 1 violations found, or printing refused; 2 the input can't be used.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from secretariat import settings
from secretariat.errors import RefusedError, UserError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from secretariat.bootstrap import App
    from secretariat.services.reference import Reference

FOUND = 1
UNUSABLE = 2

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_COUNT = re.compile(r"[+-]\d{1,6}")


class _UsageError(UserError):
    """A call whose words are off."""


class _Help(argparse.HelpFormatter):
    """Help as wide as the terminal. Each argument that is added makes one of these, to be thrown away."""

    def __init__(self, prog: str) -> None:
        # Asked here, because argparse would import shutil for it, and with that all that packs and unpacks archives.
        columns = os.environ.get("COLUMNS", "")
        try:
            width = int(columns) if columns.isdecimal() else os.get_terminal_size().columns
        except OSError:
            width = 0
        super().__init__(prog, width=(width or 80) - 2)


class _Parser(argparse.ArgumentParser):
    """An argument parser that speaks Chinese and never ends the process by itself."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 - what argparse takes
        super().__init__(formatter_class=_Help, **options)

    def error(self, message: str) -> NoReturn:
        """Raise instead of printing English; what argparse says is turned where it is known."""
        raise _UsageError(f"命令用法不对：{_in_chinese(message)}", "请用 --help 查看用法")


def _in_chinese(message: str) -> str:
    turned = (
        (r"the following arguments are required: (.*)", r"缺少参数 \1"),
        (r"unrecognized arguments: (.*)", r"多余的参数 \1"),
        (r"argument (--\S+): invalid choice: (\S+).*", r"\1 不能是 \2"),
        (r"argument (.*): invalid choice: (\S+).*", r"没有这个命令：\2"),
        (r"argument (.*): expected one argument", r"\1 后面缺少内容"),
        (r"argument (.*): not allowed with argument (.*)", r"\1 不能与 \2 同用"),
        (r"argument (\S+): (.*)", r"\1：\2"),
    )
    for pattern, said in turned:
        if re.fullmatch(pattern, message, re.DOTALL):
            return re.sub(pattern, said, message, flags=re.DOTALL)
    return message


def _date(text: str) -> date:
    if _DATE.fullmatch(text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            pass
    raise argparse.ArgumentTypeError(f"不是日期：“{text}”，应如 2022-04-29")


def _count(text: str) -> int:
    if _COUNT.fullmatch(text):
        return int(text)
    raise argparse.ArgumentTypeError(f"不是天数：“{text}”，应如 +5 或 -3")


def _key(text: str) -> int:
    if re.fullmatch(r"[1-9]\d{0,9}", text):
        return int(text)
    raise argparse.ArgumentTypeError(f"不是会议编号：“{text}”，应为导入时或会议列表所示的编号")


def _year(text: str) -> int:
    if re.fullmatch(r"[1-9]\d{3}", text):
        return int(text)
    raise argparse.ArgumentTypeError(f"不是年份：“{text}”，应如 2027")


def _parser() -> argparse.ArgumentParser:
    common = _Parser(add_help=False)
    common.add_argument("--data", type=Path, metavar="目录", help="数据目录（默认：系统为本程序指定的目录）")
    common.add_argument("-h", "--help", action="help", help="显示本说明")
    parser = _Parser(prog="main.py", description="政府办公室会议工作：判断、纪要、工作规则、工作日", add_help=False)
    parser.add_argument("-h", "--help", action="help", help="显示本说明")
    commands = parser.add_subparsers(dest="command", metavar="命令", required=True, parser_class=_Parser)

    def command(name: str, says: str) -> argparse.ArgumentParser:
        made: argparse.ArgumentParser = commands.add_parser(
            name, help=says, description=says, parents=[common], add_help=False
        )
        return made

    check = command("check", "按工作规则检查一份会议档案")
    check.add_argument("file", type=Path, metavar="档案文件")
    check.add_argument("--as-of", type=_date, metavar="日期", help="以哪一天判断期限（默认：今天）")
    check.add_argument("--json", action="store_true", help="输出 JSON")
    minutes = command("minutes", "打印会议纪要和纪要签发单（PDF）")
    minutes.add_argument("file", type=Path, metavar="档案文件")
    minutes.add_argument("-o", "--output", type=Path, required=True, metavar="PDF文件", help="写到哪里")
    minutes.add_argument("--draft", action="store_true", help="打印送审稿")
    rulebooks = command("rulebooks", "列出工作规则，或显示、导出其中一部；导入本单位的工作规则")
    rulebooks.add_argument("code", nargs="?", metavar="代码")
    rulebooks.add_argument("--json", action="store_true", help="输出 JSON")
    rulebooks.add_argument("--toml", action="store_true", help="输出该部的 TOML 文件")
    rulebooks.add_argument("--import", dest="file", type=Path, metavar="TOML文件", help="导入到数据库")
    rulebooks.add_argument("--replace", action="store_true", help="导入时替换同一代码的本单位工作规则")
    rulebooks.add_argument("-o", "--output", type=Path, metavar="TOML文件", help="写到哪里（与 --toml 同用）")
    workdays = command("workdays", "推算工作日；查看、导入、导出放假安排")
    workdays.add_argument("date", type=_date, nargs="?", metavar="日期")
    workdays.add_argument("count", type=_count, nargs="?", metavar="+N或-N")
    workdays.add_argument("--json", action="store_true", help="输出 JSON")
    years = workdays.add_mutually_exclusive_group()
    years.add_argument("--years", action="store_true", help="列出已有放假安排的年份")
    years.add_argument("--import", dest="file", type=Path, metavar="JSON文件", help="把一年的放假安排导入数据库")
    years.add_argument("--export", dest="year", type=_year, metavar="年份", help="导出一年的放假安排")
    workdays.add_argument("--replace", action="store_true", help="导入时替换本单位已录入的同一年")
    workdays.add_argument("-o", "--output", type=Path, metavar="JSON文件", help="写到哪里（与 --export 同用）")
    import_ = command("import", "把会议档案导入数据库")
    import_.add_argument("files", type=Path, nargs="+", metavar="档案文件")
    import_.add_argument(
        "--if-exists",
        choices=("refuse", "replace", "keep-both"),
        default="refuse",
        metavar="refuse|replace|keep-both",
        help="会议已在数据库中时：拒绝（默认）、替换、两份都保留",
    )
    export = command("export", "把数据库中的会议导出为会议档案")
    export.add_argument("meeting", type=_key, metavar="会议编号")
    export.add_argument("-o", "--output", type=Path, required=True, metavar="档案文件", help="写到哪里")
    return parser


def run(arguments: Sequence[str]) -> int:
    """Run one command and give its exit status."""
    _speak_utf8()
    try:
        return _run(_parser().parse_args(arguments))
    except RefusedError as error:
        print(error, file=sys.stderr)
        return FOUND
    except UserError as error:
        print(error, file=sys.stderr)
        return UNUSABLE
    except BrokenPipeError:
        # Whoever read our output has gone (… | head): nothing is wrong, and there is nobody to tell.
        sys.stdout = None
        return 0


def _speak_utf8() -> None:
    """Print UTF-8 whatever the terminal's locale: a redirected check must read the same everywhere."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None and (getattr(stream, "encoding", None) or "").lower() != "utf-8":
            reconfigure(encoding="utf-8")


def _run(arguments: argparse.Namespace) -> int:
    data: Path = arguments.data if arguments.data is not None else settings.default_data_folder()
    if arguments.data is not None and not data.is_dir():
        raise _UsageError(f"--data：没有目录 {data}", "请核对路径，或先建立该目录")
    if arguments.command in {"import", "export"}:
        return _exchange(arguments, data)
    if arguments.command in {"rulebooks", "workdays"} and arguments.file is not None:
        return _take_in(arguments, data)
    reference = _reference(data)
    match arguments.command:
        case "check":
            return _check(arguments, reference)
        case "minutes":
            return _minutes(arguments, reference)
        case "rulebooks":
            return _rulebooks(arguments, reference)
        case _:
            return _workdays(arguments, reference)


def _reference(data: Path) -> Reference:
    """What the office judges by, kept in its database if it has one."""
    if (data / settings.DATABASE).is_file():
        from secretariat.bootstrap import open_reference

        return open_reference(data)
    from secretariat.services.reference import Reference

    return Reference()


def _exchange(arguments: argparse.Namespace, data: Path) -> int:
    from secretariat.bootstrap import open_app

    app = open_app(data)
    try:
        return _import(arguments, app) if arguments.command == "import" else _export(arguments, app)
    finally:
        app.close()


def _import(arguments: argparse.Namespace, app: App) -> int:
    """Import each file in an act of its own; one that is refused does not keep the others out."""
    from secretariat.services.dossiers import import_dossier, title
    from secretariat.services.exchange import read_dossier

    status = 0
    for path in arguments.files:
        try:
            dossier = read_dossier(path)
            key = import_dossier(app.database, app.actor, dossier, if_exists=arguments.if_exists)
        except UserError as error:
            print(f"{path.name}：{error}", file=sys.stderr)
            status = UNUSABLE
        else:
            print(f"{key}\t{title(dossier)}")
    return status


def _export(arguments: argparse.Namespace, app: App) -> int:
    from secretariat.services.dossiers import export_dossier
    from secretariat.services.exchange import dump_dossier
    from secretariat.services.whole_files import write_whole

    write_whole(arguments.output, dump_dossier(export_dossier(app.database, arguments.meeting)))
    print(arguments.output)
    return 0


def _today() -> date:
    return datetime.now().astimezone().date()


def _check(arguments: argparse.Namespace, reference: Reference) -> int:
    from secretariat.rules.finding import Severity
    from secretariat.services.checking import check_file
    from secretariat.services.judgement_report import judgement_json, judgement_text

    checked = check_file(arguments.file, reference, as_of=arguments.as_of or _today())
    if arguments.json:
        print(json.dumps(judgement_json(checked.judgement), ensure_ascii=False))
    else:
        print(judgement_text(checked.dossier, checked.rulebook, checked.judgement))
    return FOUND if checked.judgement.count(Severity.VIOLATION) else 0


def _minutes(arguments: argparse.Namespace, reference: Reference) -> int:
    from secretariat.services.minutes_paper import print_minutes

    written = print_minutes(arguments.file, arguments.output, reference, draft=arguments.draft, today=_today())
    for path in written:
        print(path)
    return 0


def _rulebooks(arguments: argparse.Namespace, reference: Reference) -> int:
    from secretariat.services.rulebook_report import rulebook_json, rulebook_text, rulebooks_json, rulebooks_text

    if arguments.toml:
        from secretariat.services.rulebooks import export_rulebook

        _refuse_others(arguments, {"code", "toml", "output"})
        if arguments.code is None:
            raise _UsageError("命令用法不对：缺少参数 代码", "请用 --help 查看用法")
        return _put(export_rulebook(reference.database, arguments.code), arguments.output)
    _refuse_others(arguments, {"code", "json"})
    if arguments.code is None:
        books = list(reference.rulebooks.values())
        print(json.dumps(rulebooks_json(books), ensure_ascii=False) if arguments.json else rulebooks_text(books))
    else:
        book = reference.rulebook(arguments.code)
        print(json.dumps(rulebook_json(book), ensure_ascii=False, indent=1) if arguments.json else rulebook_text(book))
    return 0


def _workdays(arguments: argparse.Namespace, reference: Reference) -> int:
    if arguments.years or arguments.year is not None:
        return _holidays(arguments, reference)
    from secretariat.services.workdays import workdays

    _refuse_others(arguments, {"date", "count", "json"})
    if arguments.date is None:
        raise _UsageError("命令用法不对：缺少参数 日期", "请用 --help 查看用法")
    answer = workdays(arguments.date, arguments.count, reference.calendar)
    print(json.dumps(answer.as_json(), ensure_ascii=False) if arguments.json else answer.as_text())
    return 0


def _holidays(arguments: argparse.Namespace, reference: Reference) -> int:
    from secretariat.services.calendar_years import export_year, known_years, years_json, years_text

    if arguments.year is not None:
        _refuse_others(arguments, {"output"})
        return _put(export_year(reference.database, arguments.year), arguments.output)
    _refuse_others(arguments, {"json"})
    years = known_years(reference.database)
    print(json.dumps(years_json(years), ensure_ascii=False) if arguments.json else years_text(years))
    return 0


def _take_in(arguments: argparse.Namespace, data: Path) -> int:
    """Import a rulebook, or a year's holidays, of the office's own."""
    _refuse_others(arguments, {"replace"})
    from secretariat.bootstrap import open_app

    app = open_app(data)
    try:
        if arguments.command == "rulebooks":
            return _import_rulebook(arguments, app)
        from secretariat.services.calendar_years import import_year

        print(import_year(app.database, app.actor, arguments.file, replace=arguments.replace).year)
        return 0
    finally:
        app.close()


def _import_rulebook(arguments: argparse.Namespace, app: App) -> int:
    from secretariat.domain.numerals import date_text
    from secretariat.services.rulebooks import import_rulebook

    kept = import_rulebook(app.database, app.actor, arguments.file, replace=arguments.replace)
    print(kept.code)
    for overlap in kept.overlaps:
        day = date_text(overlap.repealed)
        print(f"提示：{overlap.by} 自{day}起施行，{overlap.code} 还没有废止日期，建议填为{day}。", file=sys.stderr)
    return 0


_WORDS = {
    "code": "代码",
    "date": "日期",
    "count": "+N或-N",
    "json": "--json",
    "toml": "--toml",
    "output": "-o",
    "replace": "--replace",
}


def _refuse_others(arguments: argparse.Namespace, allowed: set[str]) -> None:
    """Refuse what was given and says nothing here: it would be done otherwise than was meant."""
    for name, word in _WORDS.items():
        if name not in allowed and getattr(arguments, name, None) not in {None, False}:
            raise _UsageError(f"命令用法不对：{word} 不能用在这里", "请用 --help 查看用法")


def _put(data: bytes, path: Path | None) -> int:
    """Write what is exported to a file, or print it."""
    if path is None:
        print(data.decode(), end="")
        return 0
    from secretariat.services.whole_files import write_whole

    write_whole(path, data)
    print(path)
    return 0
