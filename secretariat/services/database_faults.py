"""What can go wrong with a database that the user can mend, each with what to do about it."""

from __future__ import annotations

import errno
import sqlite3
from typing import TYPE_CHECKING

from secretariat.errors import RefusedError, UserError

if TYPE_CHECKING:
    from collections.abc import Mapping


class DatabaseUnusableError(UserError):
    """A database that can't be used as it is."""


class NotADatabaseError(DatabaseUnusableError):
    """A file that is no database, or one of another program."""


class NewerDatabaseError(DatabaseUnusableError):
    """A database that a newer version of the program has written."""


class ReadOnlyDatabaseError(DatabaseUnusableError):
    """A database, or its folder, that can't be written to."""


class DiskFullError(DatabaseUnusableError):
    """No space is left for what was to be written."""


class BusyDatabaseError(DatabaseUnusableError):
    """Somebody else has been writing for too long."""


class DamagedDatabaseError(DatabaseUnusableError):
    """A database in which something does not fit together."""


class UnreachableDatabaseError(DatabaseUnusableError):
    """A server or a disk that does not answer."""


class ChangedElsewhereError(UserError):
    """What was to be changed has been changed by another seat meanwhile."""


class NotPermittedError(RefusedError):
    """An act that the actor's role may not do."""


def still_needed(_: str) -> ChangedElsewhereError:
    """Give what is said of a row that something else has begun to name, when it was to be deleted."""
    return ChangedElsewhereError("要删除的内容已在别处用到", "没有改动；请查看最新内容，先改正用到它的地方")


def changed_elsewhere() -> ChangedElsewhereError:
    """Give what is said when another seat was faster."""
    return ChangedElsewhereError("这条记录刚刚被另一席位修改过", "本次修改没有保存，请查看最新内容后再改")


def not_a_database(place: str) -> NotADatabaseError:
    """Give what is said of a file that is no database of this program."""
    remedy = "文件没有改动；请选择本程序的数据库，或换一个文件夹"
    return NotADatabaseError(f"{place}：不是本程序的数据库", remedy)


def read_only(place: str) -> ReadOnlyDatabaseError:
    """Give what is said of a place that can't be written to."""
    remedy = "请联系管理员开通写入权限，或换一个可以写入的数据文件夹"
    return ReadOnlyDatabaseError(f"{place}：只能读取，不能写入", remedy)


def disk_full(place: str) -> DiskFullError:
    """Give what is said when no space is left."""
    remedy = "已保存的内容没有受影响；请清理磁盘空间，然后重试"
    return DiskFullError(f"{place}：磁盘空间不足，本次没有保存", remedy)


def busy(place: str) -> BusyDatabaseError:
    """Give what is said when the wait for another seat was too long."""
    return BusyDatabaseError(f"{place}：数据库正被另一席位占用", "请稍候再试")


def damaged(place: str) -> DamagedDatabaseError:
    """Give what is said of a damaged database."""
    return DamagedDatabaseError(f"{place}：数据库已损坏", "请不要继续写入，并用最近一次的备份恢复")


def unreachable(place: str) -> UnreachableDatabaseError:
    """Give what is said when nothing answers."""
    return UnreachableDatabaseError(f"{place}：无法连接数据库", "请检查磁盘、网络和服务器是否正常，然后重试")


def fault_of(error: BaseException, place: str) -> UserError | None:
    """Give what the user can mend about an error of the database or the file system; ``None``: nothing."""
    if isinstance(error, sqlite3.Error):
        # Errors of the binding itself carry no code.
        return _by_start(getattr(error, "sqlite_errorname", ""), _SQLITE, place)
    if isinstance(error, OSError):
        return _by_number(error, place)
    if hasattr(error, "sqlstate"):
        return _by_start(error.sqlstate or "08", _POSTGRESQL, place)
    return None if isinstance(error, UserError) else _fault_of_library(error, place)


def _fault_of_library(error: BaseException, place: str) -> UserError | None:
    # Whoever looks at a file before anything is imported needs SQLAlchemy no sooner than something is wrong.
    from sqlalchemy.exc import DBAPIError  # noqa: PLC0415 - see above
    from sqlalchemy.orm.exc import StaleDataError  # noqa: PLC0415 - see above

    if isinstance(error, StaleDataError):
        return changed_elsewhere()
    if isinstance(error, DBAPIError) and error.orig is not None:
        return fault_of(error.orig, place)
    return None


_SQLITE = {
    "SQLITE_FULL": disk_full,
    "SQLITE_READONLY": read_only,
    "SQLITE_CANTOPEN": unreachable,
    "SQLITE_IOERR": unreachable,
    "SQLITE_NOTADB": not_a_database,
    "SQLITE_CORRUPT": damaged,
    "SQLITE_BUSY": busy,
    "SQLITE_LOCKED": busy,
    # Two seats gave the same number, or put the same person on the list.
    "SQLITE_CONSTRAINT_UNIQUE": lambda _: changed_elsewhere(),
    # One seat deleted what another one has begun to name, or somebody undoes what others build upon.
    "SQLITE_CONSTRAINT_FOREIGNKEY": still_needed,
}
# The classes of PostgreSQL's SQLSTATE; an error without one comes from a connection that broke.
_POSTGRESQL = {
    "53100": disk_full,
    "25006": read_only,
    "42501": read_only,
    "55P03": busy,
    "40": lambda _: changed_elsewhere(),
    "23505": lambda _: changed_elsewhere(),
    "23503": still_needed,
    "08": unreachable,
    "28": unreachable,
    "3D000": unreachable,
    "57P": unreachable,
}


def _by_start(code: str, known: Mapping[str, object], place: str) -> UserError | None:
    for start, saying in known.items():
        if code.startswith(start) and callable(saying):
            fault = saying(place)
            return fault if isinstance(fault, UserError) else None
    return None


def _by_number(error: OSError, place: str) -> UserError | None:
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return disk_full(place)
    if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return read_only(place)
    return unreachable(place)
