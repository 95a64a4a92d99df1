"""The window: calls services, shows the frozen rows they give back."""

from typing import Final

PROGRAM: Final = "政府会议秘书"
"""What the window is called."""
VERSION: Final = "0.1.0"
"""The program's version; the same as in ``pyproject.toml``."""
