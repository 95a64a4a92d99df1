"""Records are what the standard library's frozen dataclasses with slots are."""

from __future__ import annotations

import copy
import dataclasses
import pickle

import pytest

from secretariat.domain.records import _FEW, record


@record()
class Place:
    """Any record."""

    name: str
    at: int = 3
    seen: list[int] = dataclasses.field(default_factory=list)


@dataclasses.dataclass(frozen=True, slots=True)
class Standard:
    name: str
    at: int = 3
    seen: list[int] = dataclasses.field(default_factory=list)


@record(kw_only=True)
class Named:
    """A record whose fields are given by name."""

    name: str = ""

    def __post_init__(self):
        if self.name == "x":
            raise ValueError(self.name)


def test_it_is_made_as_a_dataclass_is():
    # The first ones are filled field by field, the later ones by the written method.
    for number in range(2 * _FEW):
        place = Place("a", seen=[number])
        assert (place.name, place.at, place.seen) == ("a", 3, [number])
        assert Named(name="y").name == "y"
        with pytest.raises(ValueError, match="x"):
            Named(name="x")


@pytest.mark.parametrize(
    ("values", "named"), [((), {}), (("a", 1, [], 2), {}), (("a",), {"name": "b"}), (("a",), {"no": 1})]
)
def test_it_refuses_what_a_dataclass_refuses(values, named):
    with pytest.raises(TypeError) as standard:
        Standard(*values, **named)
    for kind in (_unwritten(), Place):
        with pytest.raises(TypeError) as ours:
            kind(*values, **named)
        assert str(ours.value).replace(kind.__qualname__, "Standard") == str(standard.value)


def _unwritten():
    """A record none of whose methods was written yet."""

    @record()
    class Place:
        name: str
        at: int = 3
        seen: list[int] = dataclasses.field(default_factory=list)

    return Place


def test_each_method_is_written_when_it_is_first_asked_for():
    kind = _unwritten()
    assert repr(kind("a", 1)) == f"{kind.__qualname__}(name='a', at=1, seen=[])"
    kind = _unwritten()
    assert kind("a", 1) == kind("a", 1)
    kind = _unwritten()
    assert kind("a", 1) != kind("a", 2)
    kind = _unwritten()
    assert hash(kind("a", 1, ())) == hash(kind("a", 1, ()))


def test_named_fields_have_no_places():
    with pytest.raises(TypeError):
        Named("a")


def test_it_is_frozen():
    place = Place("a")
    with pytest.raises(dataclasses.FrozenInstanceError, match="cannot assign to field 'name'"):
        place.name = "b"
    with pytest.raises(dataclasses.FrozenInstanceError):
        place.other = "b"
    with pytest.raises(dataclasses.FrozenInstanceError, match="cannot delete field 'name'"):
        del place.name
    assert not hasattr(place, "__dict__")


def test_it_compares_shows_and_copies_as_a_dataclass():
    place = Place("a", 1)
    assert place == Place("a", 1) != Place("a", 2)
    assert place != Standard("a", 1)
    assert hash(Named(name="a")) == hash(Named(name="a"))
    assert repr(place) == "Place(name='a', at=1, seen=[])"
    assert dataclasses.replace(place, at=5) == Place("a", 5)
    assert dataclasses.asdict(place) == {"name": "a", "at": 1, "seen": []}
    assert copy.deepcopy(place) == place
    assert pickle.loads(pickle.dumps(place)) == place  # noqa: S301 - our own bytes
    assert [field.name for field in dataclasses.fields(Place)] == ["name", "at", "seen"]
    match place:
        case Place(name, at):
            assert (name, at) == ("a", 1)
