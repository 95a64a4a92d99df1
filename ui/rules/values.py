"""A rulebook's values as the editor holds them, nested lists and dicts, and the edits that change them.

An edit is applied twice: at once to these values, which the forms show, and on a worker to the draft, which keeps the
text as it was written and says what is wrong. Values are never changed in place, so that each step back is free.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from secretariat.services.rulebook_drafts import Draft
    from secretariat.strict_input import Steps

Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Edit:
    """One change: ``set`` a value (``None`` takes it away), ``insert`` it into a list, or ``move`` an item there."""

    what: Literal["set", "insert", "move"]
    path: Steps
    value: Any = None

    def on_values(self, values: Values) -> Values:
        """Give the values after it."""
        changed: Values = _changed(values, self.path, self)
        return changed

    def on_draft(self, draft: Draft) -> Draft:
        """Give the draft after it."""
        match self.what:
            case "set":
                return draft.set(self.path, self.value)
            case "insert":
                return draft.insert(self.path, self.value)
            case _:
                return draft.move(self.path, self.value)


def put(path: Steps, value: object) -> Edit:
    """The edit that sets a value; ``None`` takes it away."""
    return Edit("set", path, value)


def value_at(values: object, path: Steps) -> Any:  # noqa: ANN401 (whatever stands there)
    """Give what stands at a path; ``None``: nothing."""
    place: Any = values
    for step in path:
        if isinstance(place, dict):
            place = place.get(str(step))
        elif isinstance(place, list) and isinstance(step, int) and step < len(place):
            place = place[step]
        else:
            return None
    return place


def _changed(place: Any, path: Steps, edit: Edit) -> Any:  # noqa: ANN401 (a table or a list)
    step, *rest = path
    if isinstance(step, int) or (edit.what == "insert" and not rest):
        return _changed_list(list(place or []), step, tuple(rest), edit)
    table = dict(place or {})
    if rest:
        table[step] = _changed(table.get(step), tuple(rest), edit)
    elif edit.value is None:
        table.pop(step, None)
    else:
        table[step] = edit.value
    return table


def _changed_list(items: list[Any], step: Any, rest: Steps, edit: Edit) -> list[Any]:  # noqa: ANN401 (a place in it)
    if rest:
        items[step] = _changed(items[step], rest, edit)
    elif edit.what == "insert":
        items.insert(step, edit.value)
    elif edit.what == "move":
        items.insert(edit.value, items.pop(step))
    elif edit.value is None:
        del items[step]
    else:
        items[step] = edit.value
    return items
