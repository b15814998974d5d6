"""Our `dataclass` behaves as the standard library's does, class by class and error by error."""

import copy
import dataclasses
import pickle
from dataclasses import field
from typing import Any

import pytest

from deskapp.model.frozen import dataclass as ours


@ours(frozen=True, slots=True)
class Ours:
    """A noun."""

    id: str
    count: int = 0
    tags: dict[str, int] = field(default_factory=dict)

    @property
    def double(self) -> int:
        return self.count * 2


@dataclasses.dataclass(frozen=True, slots=True)
class Standard:
    """The same by the standard decorator."""

    id: str
    count: int = 0
    tags: dict[str, int] = field(default_factory=dict)

    @property
    def double(self) -> int:
        return self.count * 2


@ours(frozen=True, slots=True)
class OursPlain:
    id: str
    count: int = 0


@dataclasses.dataclass(frozen=True, slots=True)
class StandardPlain:
    id: str
    count: int = 0


BOTH = pytest.mark.parametrize("kind", [Ours, Standard])


@BOTH
def test_values_are_given_by_place_by_name_and_by_default(kind: Any) -> None:
    one = kind("a", tags={"x": 1})
    assert (one.id, one.count, one.tags, one.double) == ("a", 0, {"x": 1}, 0)
    assert kind("a", 2, {}) == kind(id="a", count=2) == kind(count=2, id="a")
    assert kind("a").tags is not kind("a").tags


@BOTH
@pytest.mark.parametrize(
    ("given", "named"), [((), {}), (("a", 1, {}, 4), {}), (("a",), {"size": 1}), (("a",), {"id": "b"})]
)
def test_too_few_too_many_and_unknown_values_are_refused(
    kind: Any, given: tuple[Any, ...], named: dict[str, Any]
) -> None:
    with pytest.raises(TypeError):
        kind(*given, **named)


@BOTH
def test_it_is_frozen_and_has_slots(kind: Any) -> None:
    one = kind("a")
    with pytest.raises(dataclasses.FrozenInstanceError):
        one.id = "b"
    with pytest.raises(dataclasses.FrozenInstanceError):
        del one.id
    with pytest.raises((dataclasses.FrozenInstanceError, TypeError, AttributeError)):
        one.other = 1
    assert not hasattr(one, "__dict__") and one.id == "a"


@BOTH
def test_fields_replace_and_asdict_of_the_standard_library_work_on_it(kind: Any) -> None:
    one = kind("a", 1, {"x": 1})
    assert dataclasses.is_dataclass(kind)
    assert [one.name for one in dataclasses.fields(kind)] == ["id", "count", "tags"]
    changed = dataclasses.replace(one, count=5)
    assert (changed.id, changed.count, one.count) == ("a", 5, 1)
    assert dataclasses.asdict(one) == {"id": "a", "count": 1, "tags": {"x": 1}}
    assert dataclasses.astuple(one) == ("a", 1, {"x": 1})
    with pytest.raises(TypeError):
        dataclasses.replace(one, size=1)


@BOTH
def test_equal_values_are_equal_and_other_kinds_are_not(kind: Any) -> None:
    assert kind("a", 1) == kind("a", 1) and kind("a", 1) != kind("a", 2)
    assert kind("a") != ("a", 0, {}) and Ours("a").__eq__(Standard("a")) is NotImplemented


@pytest.mark.parametrize("kind", [OursPlain, StandardPlain])
def test_it_hashes_by_its_values(kind: Any) -> None:
    assert hash(kind("a", 1)) == hash(kind("a", 1)) and len({kind("a"), kind("a"), kind("b")}) == 2


def test_a_noun_with_a_map_in_it_cannot_be_hashed_by_either() -> None:
    for kind in (Ours, Standard):
        with pytest.raises(TypeError):
            hash(kind("a"))


def test_it_shows_itself_as_the_standard_one_does() -> None:
    assert repr(Ours("a", 1)).replace("Ours", "Standard") == repr(Standard("a", 1))


@BOTH
def test_it_goes_through_pickle_and_copy(kind: Any) -> None:
    one = kind("a", 1, {"x": 1})
    assert pickle.loads(pickle.dumps(one)) == one and copy.copy(one) == one
    deep = copy.deepcopy(one)
    assert deep == one and deep.tags is not one.tags


def test_it_matches_by_place_in_a_match_statement() -> None:
    match Ours("a", 3):
        case Ours(identifier, count):
            assert (identifier, count) == ("a", 3)
        case _:
            pytest.fail("not matched by place")


def test_a_noun_that_is_not_frozen_is_refused() -> None:
    with pytest.raises(TypeError, match="frozen"):
        ours(frozen=False, slots=True)(type("Loose", (), {}))
