"""How well what was typed fits a card: the one measure by which a card is selected, listed, warned of, or called a
twin.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from deskapp.desk.find import kin_names
from deskapp.model.frozen import dataclass
from deskapp.text import spellings
from deskapp.text.names import ARTICLES, FILLERS, LEGAL_FORMS, Name, Word, read
from deskapp.text.spellings import is_abjad, is_han, skeleton, sound

# The grades, best first. Down to SLIP a card may be selected; LIKE is only listed, and warned of.
SAME, PART, BEGUN, COMPANY, COMPANY_BEGUN, SLIP, LIKE = range(70, 0, -10)

_WHOLE, _INITIAL, _BEGUN, _OPTIONAL, _FIRM, _FIRM_BEGUN, _SLIP, _LIKE, _NOT = 0, 1, 3, 4, 5, 7, 20, 40, 400
SURE_SKELETON = 5
MOST_LACKING = 2
_MOST_GLUED = 4


@dataclass(frozen=True, slots=True)
class Fit:
    """How well a card fits, by grade, and by how many letters the words differ."""

    grade: int
    errors: int = 0

    @property
    def may_be_selected(self) -> bool:
        """Whether the card may be taken for the one that is meant where no other fits as well."""
        return self.grade >= SLIP


@dataclass(frozen=True, slots=True)
class _Pairing:
    """What one typed word, or several written apart, may stand for: the card's words it takes (bits), at which cost."""

    taken: int
    length: int
    cost: int
    errors: int = 0


def fit(typed: str, name: str, company: str = "") -> Fit | None:
    """How a typed text fits a card of that name and company; None where nothing speaks for it."""
    return compare(read(typed), read(name), company)


@lru_cache(maxsize=2048)
def compare(sought: Name, known: Name, company: str = "") -> Fit | None:
    """As `fit`, of names that were taken apart."""
    if not sought.words or not (known.words or company):
        return None
    beside = (Word(text, (text,), -1) for text in known.beside)
    firm = (*(read(company).words if company or known.beside else ()), *beside)
    if _is_whole(sought, known):
        return _in_doubt(sought, known, Fit(SAME), firm)
    steps = _cheapest(sought, known, firm)
    if steps is None:
        return None
    by_words = _graded(known, steps)
    return _in_doubt(sought, known, by_words, firm) if by_words else None


def _is_whole(sought: Name, known: Name) -> bool:
    """Whether all words are the same, in any order, written together or apart."""
    ours, theirs = (sorted(word.text for word in name.words) for name in (sought, known))
    if ours == theirs or _joined_ways(sought) & _joined_ways(known):
        return True
    turned = (sought.words[at:] + sought.words[:at] for at in range(1, len(sought.words)))
    return any(_all_letters(words) in _joined_ways(known) for words in turned)


def _all_letters(words: Sequence[Word]) -> str:
    return "".join(word.text for word in words)


@lru_cache(maxsize=4096)
def _joined_ways(name: Name) -> frozenset[str]:
    ways = {name.joined, "".join(word.spellings[-1] for word in name.words)}
    return frozenset(ways | {"".join(word.spellings[min(1, len(word.spellings) - 1)] for word in name.words)})


def _cheapest(sought: Name, known: Name, firm: Sequence[Word]) -> list[_Pairing] | None:
    """The pairing of all typed words that costs least; None where most of them stand for nothing on the card."""
    options = [list(_pairings(sought, place, known, firm)) for place in range(len(sought.words))]
    best: list[_Pairing] | None = None
    least = _NOT * 2

    def go(place: int, taken: int, cost: int, steps: list[_Pairing]) -> None:
        nonlocal best, least
        if cost >= least:
            return
        if place >= len(options):
            best, least = list(steps), cost
            return
        for pairing in options[place]:
            if not pairing.taken & taken:
                steps.append(pairing)
                go(place + pairing.length, taken | pairing.taken, cost + pairing.cost, steps)
                steps.pop()

    go(0, 0, 0, [])
    return best


def _pairings(sought: Name, place: int, known: Name, firm: Sequence[Word]) -> Iterator[_Pairing]:
    word, is_foreign = sought.words[place], bool(known.script) != bool(sought.script)
    is_last = place == len(sought.words) - 1
    cards = known.words
    pairings = []
    for at, card in enumerate(cards):
        cost, count = _word_cost(word, card, known, is_foreign=is_foreign, is_last=is_last)
        cost, count = _of_kin(word, card, cost, count, is_alone=len(sought.core) == 1)
        if cost < _NOT:
            pairings.append(_Pairing(1 << at, 1, cost, count))
        pairings += _written_together(word, cards, at)
        letters = len(word.text)
        if word.has_initials and _first_letters(cards[at : at + letters]) == word.text:  # `JL` for Jean-Luc
            pairings.append(_Pairing(((1 << letters) - 1) << at, 1, _INITIAL))
    pairings += _typed_apart(sought, place, cards)
    for at, card in enumerate(firm, start=len(cards)):
        if set(word.spellings) & set(card.spellings):
            pairings.append(_Pairing(1 << at, 1, _FIRM))
        elif card.text.startswith(word.text):
            pairings.append(_Pairing(1 << at, 1, _FIRM_BEGUN))
    yield from sorted(pairings, key=lambda pairing: pairing.cost)
    is_optional = word.is_particle or word.text in FILLERS or word.text in LEGAL_FORMS
    yield _Pairing(0, 1, _OPTIONAL if is_optional and len(sought.words) > 1 else _NOT)


def _written_together(word: Word, cards: Sequence[Word], at: int) -> Iterator[_Pairing]:
    """The card's words from a place on that are one typed word."""
    whole, bits = cards[at].text, 1 << at
    if not word.text.startswith(whole):
        return
    for further in range(at + 1, min(at + _MOST_GLUED, len(cards))):
        whole, bits = whole + cards[further].text, bits | 1 << further
        if whole == word.text:
            yield _Pairing(bits, 1, _WHOLE)
        elif whole.startswith(word.text):
            yield _Pairing(bits, 1, _BEGUN)
            return


def _typed_apart(sought: Name, place: int, cards: Sequence[Word]) -> Iterator[_Pairing]:
    """The typed words from a place on that are one word of the card."""
    text = sought.words[place].text
    for length in range(2, min(_MOST_GLUED, len(sought.words) - place) + 1):
        text += sought.words[place + length - 1].text
        for at, card in enumerate(cards):
            if text in card.spellings:
                yield _Pairing(1 << at, length, _WHOLE)
            elif place + length == len(sought.words) and card.text.startswith(text):
                yield _Pairing(1 << at, length, _BEGUN)
            elif card.has_initials and card.text == _first_letters(sought.words[place : place + length]):
                yield _Pairing(1 << at, length, _INITIAL)


def _first_letters(words: Sequence[Word]) -> str:
    return "".join(word.text[0] for word in words)


def _of_kin(word: Word, card: Word, cost: int, count: int, *, is_alone: bool) -> tuple[int, int]:
    """The cost where two words are names that sound alike, or a short form of one another: listed, and
    never selected.
    """
    if not is_alone and _INITIAL < cost < _LIKE and kin_names.is_listed_as_another(word.text, card.text):
        return _LIKE + 1, 1
    if cost < _NOT:
        return cost, count
    is_kin = kin_names.sound_alike(word.text, card.text)
    is_kin = is_kin or (not is_alone and kin_names.is_short_form(word.text, card.text))
    return (_LIKE + 1, 1) if is_kin else (cost, count)


def _word_cost(word: Word, card: Word, known: Name, *, is_foreign: bool, is_last: bool) -> tuple[int, int]:
    """What it costs to take one word for another, and by how many letters they differ."""
    if any(typed in card.spellings for typed in word.spellings):
        return _WHOLE, 0
    if is_foreign and (result := _foreign_cost(word.text, card.text, known)):
        return result
    if len(word.text) == 1 or len(card.text) == 1:
        return (_INITIAL, 0) if word.text[0] == card.text[0] else (_NOT, 0)
    if any(way.startswith(typed) for typed in word.spellings for way in card.spellings):
        lacking = len(card.text) - len(word.text)
        return _BEGUN, 0 if is_last or lacking > MOST_LACKING else lacking
    if word.is_particle or card.is_particle:
        return _NOT, 0
    return _mistyped(word, card)


def _mistyped(word: Word, card: Word) -> tuple[int, int]:
    """What the typing errors cost that make one word of another, and how many they are; the fewest of its ways."""
    best = (_NOT, 0)
    for typed in word.spellings:
        for way in card.spellings:
            count = spellings.errors(typed, way)
            if count > 0:
                is_slip = count == 1 and way != typed[:-1] and spellings.is_slip(typed, way)
                best = min(best, ((_SLIP if is_slip else _LIKE) + count, count))
    return best


def _foreign_cost(text: str, card: str, known: Name) -> tuple[int, int] | None:
    """The cost where one of the two is written in another script, so that only sounds can be compared."""
    text_sound, card_sound = sound(text), sound(card)
    if text_sound == card_sound:
        return _WHOLE, 0
    if is_abjad(known.script) and len(text) > 2 and skeleton(text) == skeleton(card):
        return _WHOLE, 0
    if len(text) > 2 and card_sound.startswith(text_sound) and card[0] == text[0]:
        return _BEGUN, 0
    return None


def _graded(known: Name, steps: Sequence[_Pairing]) -> Fit | None:
    missing = sum(step.cost >= _NOT for step in steps)
    bits = sum(step.taken for step in steps)
    in_name = bits & ((1 << len(known.words)) - 1)
    errors = sum(step.errors for step in steps if step.cost >= _SLIP)
    costs = [step.cost for step in steps if step.taken]
    if not costs or errors > 2:
        return None
    left = [at for at, word in enumerate(known.words) if not in_name >> at & 1 and not word.is_particle]
    if missing:
        is_namesake = not left and in_name and max(costs) < _FIRM and len(costs) > 1
        return Fit(LIKE, errors) if is_namesake and missing == 1 else None
    # a word that lacks only a letter or two has whole ones behind it: Ann Lee is not Anna Lee
    is_other = steps[-1].cost in (_WHOLE, _FIRM) and any(step.cost == _BEGUN and step.errors for step in steps)
    if is_other or any(cost > _LIKE for cost in costs) or not _has_first(known, in_name):
        return Fit(LIKE, errors)
    return _of_costs(costs, errors, is_part=bool(left))


def _of_costs(costs: Sequence[int], errors: int, *, is_part: bool) -> Fit:
    """The fit of words that all stand on a card, by those that stand there least well."""
    if any(cost > _SLIP for cost in costs):
        return Fit(SLIP, errors)
    if any(_FIRM <= cost < _SLIP for cost in costs):
        return Fit(COMPANY_BEGUN if any(cost in (_BEGUN, _FIRM_BEGUN) for cost in costs) else COMPANY)
    if any(cost in (_BEGUN, _INITIAL) for cost in costs):
        return Fit(BEGUN)
    return Fit(PART if is_part else SAME)


def _has_first(known: Name, in_name: int) -> bool:
    """Whether the first given name is among the words taken, or they are of one piece (Carter-Hayes, van der Berg)."""
    taken = [at for at in range(len(known.words)) if in_name >> at & 1]
    units = {known.words[at].unit for at in taken}
    return len(units) < 2 or any(at in known.firsts for at in taken) or not taken


def _in_doubt(sought: Name, known: Name, by_words: Fit, firm: Sequence[Word]) -> Fit:
    """A fit of words, weighed with what speaks against it: Jr and Sr, Mr and Mrs, another company, other characters."""
    if sought.generation and sought.generation != known.generation:
        return Fit(LIKE, by_words.errors)
    if known.generation and not sought.generation and by_words.grade == SAME:
        return Fit(PART)
    differs = sought.gender and known.gender and sought.gender != known.gender
    if not differs and is_han(sought.script) and is_han(known.script) and sought.script not in known.script:
        return Fit(LIKE, by_words.errors + 1)
    is_of_another = by_words.grade > LIKE and sought.beside and not _is_of_firm(sought, firm)
    is_unsure = is_abjad(known.script) and not sought.script and len(skeleton(sought.joined)) < SURE_SKELETON
    if differs or is_of_another or is_unsure or _differs_in_particles(sought, known):
        return Fit(LIKE, by_words.errors)
    if sought.title and len(sought.core) == 1 and by_words.grade in (PART, BEGUN) and not _is_surname(sought, known):
        return Fit(COMPANY_BEGUN)
    return by_words


def _is_of_firm(sought: Name, firm: Sequence[Word]) -> bool:
    spoken = [word for word in sought.beside if word not in LEGAL_FORMS and word not in FILLERS]
    return all(any(card.text.startswith(word) for card in firm) for word in spoken)


def _differs_in_particles(sought: Name, known: Name) -> bool:
    ours = {word.text for word in sought.words if word.is_particle and len(word.text) > 1} - ARTICLES
    theirs = {word.text for word in known.words if word.is_particle} - ARTICLES
    return bool(ours - theirs) and bool(theirs - ours) and "".join(sorted(ours)) != "".join(sorted(theirs))


def _is_surname(sought: Name, known: Name) -> bool:
    """Whether the one word behind a title is the last of the name."""
    if known.script:
        return True
    last = known.words[-1].unit
    word = sought.core[0].text
    return any(part.unit == last and any(way.startswith(word) for way in part.spellings) for part in known.words)
