"""Choose the window or the command line, and nothing else."""

from __future__ import annotations

import gc
import sys
from importlib import import_module
from pathlib import Path
from types import ModuleType


def main(arguments: list[str]) -> int:
    """Open the window where no command is given, else run the command; give the exit status."""
    match arguments:
        case []:
            return _window(None)
        case ["--data", folder] if not folder.startswith("-"):
            return _window(Path(folder))
        case [option] if option.startswith("--data=") and option != "--data=":
            return _window(Path(option.removeprefix("--data=")))
        case _:
            return _command(arguments)


def _command(arguments: list[str]) -> int:
    # A command is over before its garbage is worth looking for; that would take an eighth of its time.
    gc.disable()
    # dataclasses imports it for the sake of classes without a docstring; here they have one.
    sys.modules.setdefault("inspect", _Later("inspect"))
    from secretariat.cli import run

    status = run(arguments)
    gc.freeze()
    return status


class _Later(ModuleType):
    """Stands for a module until something in it is looked up, and then gives what the module has."""

    def __getattr__(self, name: str) -> object:
        if sys.modules.get(self.__name__) is self:
            del sys.modules[self.__name__]
        return getattr(import_module(self.__name__), name)


def _window(data: Path | None) -> int:
    from secretariat.errors import UserError
    from ui.display import need_display

    try:
        need_display()  # before Qt is imported: without a screen it is not needed
        from ui.start import run_window

        return run_window(data)
    except UserError as error:
        print(error, file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
