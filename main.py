"""Choose the window or the command line, and nothing else."""

from __future__ import annotations

import sys


def main(arguments: list[str]) -> int:
    """Run the command line and give its exit status."""
    from secretariat.cli import run

    return run(arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
