"""Qt's namespace of enums, made when first used: its 94 enums take 15 ms, and the first paint needs none of them.

For the few modules that are imported before the window is painted; all others import ``Qt`` as usual.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PySide6.QtCore import Qt as Qt  # noqa: PLC0414 (given on)
else:

    class _Late:
        """Stands for ``Qt`` until it is there."""

        def __getattr__(self, name: str) -> Any:  # noqa: ANN401 (whatever Qt has)
            from PySide6.QtCore import Qt as real  # noqa: N813, PLC0415 (the point of this module)

            return getattr(real, name)

    Qt = _Late()
