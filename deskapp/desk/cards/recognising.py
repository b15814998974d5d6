"""Whose card is meant by a whole line that was typed before anybody could be asked: sure, unsure, or nobody's yet."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from deskapp.desk.cards import candidates, customers
from deskapp.desk.cards.typed_card import read_line
from deskapp.desk.find import meant
from deskapp.desk.find.finder import Finder, Match
from deskapp.desk.find.likeness import BEGUN, COMPANY, COMPANY_BEGUN, SAME, SLIP, fit
from deskapp.desk.session import Session
from deskapp.errors import RefusedError
from deskapp.messages import said
from deskapp.model.customer import Customer
from deskapp.model.document import Document, from_document
from deskapp.model.frozen import dataclass
from deskapp.text import names, phones
from deskapp.text.folding import same, words

MOST, MOST_NAMED = 5, 50
_LOOKED_AT = ("id", "name", "company", "phones", "emails")


class MayBeKnownError(RefusedError):
    """A card that was to be made, or named, may be a second one of somebody's, unless it is said to be another's."""


@dataclass(frozen=True, slots=True)
class Recognised:
    """The card that is surely meant; else cards of exactly that name or number; else those that are like it."""

    card: Customer | None = None
    namesakes: tuple[Customer, ...] = ()
    like: tuple[Customer, ...] = ()

    @property
    def may_be(self) -> tuple[Customer, ...]:
        """The cards between which nobody but a person can choose."""
        return self.namesakes or self.like


def recognise(desk: Session, typed: str, phone: str = "") -> Recognised:
    """Who is meant by a name, a number, an e-mail, or some of them in one line; `phone` is a number known besides."""
    name, number = typed.strip(), phone or _number_in(typed)
    reached = candidates.with_number(desk, number) if number else []
    if not name or phones.is_number(name):
        return Recognised(reached[0]) if len(reached) == 1 else Recognised(namesakes=tuple(reached))
    finder = desk.at_hand.full_finder() if desk.at_hand else None
    if finder is not None:
        exact = (match.id for match in finder.search(name, limit=MOST_NAMED) if same(match.name, name))
        named = [card for identifier in exact if (card := customers.of(desk, identifier))]
    else:
        holding = candidates.holding(desk, name)
        named = [from_document(Customer, card) for card in holding if same(str(card.get("name", "")), name)]
    numbered = {card.id for card in reached}
    both = [card for card in named if card.id in numbered]
    if len(both) == 1 or len(named) == 1:
        return Recognised((both or named)[0])
    if named:
        return Recognised(namesakes=tuple(named))
    finder = _filled(desk, name) if finder is None else finder
    matches = finder.search(name, limit=MOST + 1)
    slips = {match.id for match in matches if match.grade > SLIP}
    sure = [card for card in reached if card.id in slips]
    at = meant.selected(matches)
    if len(sure) == 1:
        return Recognised(sure[0])
    if at >= 0 and _is_sure(name, matches[at]):
        return Recognised(customers.get(desk, matches[at].id))
    like = [card.id for card in reached] + [match.id for match in _alike(name, matches)]
    for part in _beside_an_email(name):
        like += [match.id for match in _alike(part, finder.search(part, limit=MOST + 1))]
    ids = list(dict.fromkeys(like))[:MOST]
    return Recognised(like=tuple(customers.get(desk, identifier) for identifier in ids))


def refuse_duplicates(desk: Session, typed: str, phone: str = "", *, apart_from: Customer | None = None) -> None:
    """Refuse a name, or a line, that may be of somebody who has a card, other than the one that it is typed for."""
    known = recognise(desk, typed, phone)
    may_be = (known.card,) if known.card else known.may_be
    others = [card for card in may_be if apart_from is None or card.id != apart_from.id]
    if others:
        raise MayBeKnownError(may_be_words(typed, others), said("Take that card, or say that it is somebody else."))


def may_be_words(typed: str, cards: Sequence[Customer], told: Callable[[Customer], str] | None = None) -> str:
    """Whose card is meant perhaps: `'Rosa Dias' may be Rosa Diaz of Quay or R. Dias.`, each card as it is `told`."""
    if told is None and all(same(card.name, typed) for card in cards):
        many = f"{len(cards)} cards have that name already" if len(cards) > 1 else "has a card already"
        return f"{cards[0].name}{': ' if len(cards) > 1 else ' '}{many}."
    names = [told(card) if told else f"{card.name}{f' of {card.company}' if card.company else ''}" for card in cards]
    listed = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"
    return said("'{typed:.60}' may be {listed}.", typed=typed.strip(), listed=listed)


def _beside_an_email(typed: str) -> Iterator[str]:
    """What else tells who is meant where an e-mail was typed: it alone, the name beside it, or the name in it."""
    line = read_line(typed)
    if not line.email:
        return
    yield line.email
    yield line.name if line.name != line.email else " ".join(words(line.email.partition("@")[0]))


def _is_sure(typed: str, match: Match) -> bool:
    """Whether the whole name was typed, with the company beside it or without."""
    by_name = fit(read_line(typed).name, match.name) if match.grade == COMPANY else match.fit
    return by_name is not None and by_name.grade == SAME


def _number_in(typed: str) -> str:
    heard = phones.spoken(typed, phones.SHORT_NUMBER).numbers
    return typed if phones.is_number(typed) else heard[0].text if heard else ""


def _filled(desk: Session, name: str) -> Finder:
    """The cards that a line may mean; all of them where it has figures, that may be a part of any number."""
    finder = Finder()
    if any(letter.isdigit() for letter in name):
        cards: Iterable[Document] = (card for card in desk.book.select("customers") if not card.get("merged_into"))
    else:
        cards = candidates.near(desk, [name, *_beside_an_email(name)])
    finder.fill({field: card[field] for field in _LOOKED_AT if field in card} for card in cards)
    return finder


def _alike(name: str, matches: Sequence[Match]) -> list[Match]:
    """Those of whom a new card may be a twin; one word says too little where it only begins a name or a company."""
    like = meant.resembling(matches)
    if len(names.read(name).core) > 1:
        return like
    return [match for match in like if match.grade not in (BEGUN, COMPANY, COMPANY_BEGUN)]
