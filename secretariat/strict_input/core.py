"""pydantic's validating core: the compiled module alone, without the package around it.

``import pydantic_core`` also runs ``core_schema`` and ``typing_extensions``, hundreds of typed dictionaries that tell a
type checker what the core takes: 30 ms on every start for nothing. What is loaded here is what that import would load,
and whoever imports the package later gets the same module.
"""

from __future__ import annotations

import sys
from importlib.machinery import PathFinder
from importlib.util import module_from_spec
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pydantic_core import PydanticCustomError, SchemaValidator, ValidationError
else:
    _NAME = "pydantic_core._pydantic_core"
    _package = None if _NAME in sys.modules else PathFinder.find_spec("pydantic_core")
    _spec = _package and PathFinder.find_spec(_NAME, _package.submodule_search_locations)
    if _spec:
        _module = module_from_spec(_spec)
        sys.modules[_NAME] = _module
        _spec.loader.exec_module(_module)
    else:
        # It is there already, or it is packed in a way of its own.
        from pydantic_core import _pydantic_core as _module
    PydanticCustomError = _module.PydanticCustomError
    SchemaValidator = _module.SchemaValidator
    ValidationError = _module.ValidationError

__all__ = ["PydanticCustomError", "SchemaValidator", "ValidationError"]
