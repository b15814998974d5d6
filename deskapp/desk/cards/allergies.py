"""The allergies of a person: in a few words for every row and sheet, and never changed or left aside by a guess.

An allergy that is only in a note is not pinned on the card, in lists and on the hand-over: it is offered as one.
"""

from collections.abc import Mapping

from deskapp import slots
from deskapp.desk.cards import customers
from deskapp.desk.cards.preference_words import says_none
from deskapp.desk.session import Session
from deskapp.errors import RefusedError
from deskapp.messages import said
from deskapp.model.customer import Customer, Preference
from deskapp.model.interaction import CustomerRef, Interaction
from deskapp.text.folding import same, words

MOST = 120


def line(customer: Customer | None) -> str:
    """The allergies of a card in one line, such as `walnuts, eggs`; empty where none is known."""
    return ", ".join(allergy.item for allergy in customer.with_stance("allergy")) if customer else ""


def of_card(desk: Session, identifier: str) -> str:
    """The same by the id of a card, or of one that was merged into another."""
    return line(customers.of(desk, identifier))


def of_person(desk: Session, person: CustomerRef | None) -> str:
    """The same for whom a visit or a promise names."""
    return of_card(desk, person.id) if person else ""


def warning(desk: Session, person: CustomerRef | None) -> str:
    """A sentence to read before somebody is passed on, `Allergy: walnuts.`; empty where none is known."""
    known = of_person(desk, person)
    return said("Allergy: {known}.", known=known) if known else ""


def must_be_asked(before: Preference, text: str) -> bool:
    """Whether other words for a preference change what is known of somebody's safety, so that only a person may say.

    That is so where a preference begins to speak of an allergy, and where an allergy no longer does.
    """
    from deskapp.desk.cards import health

    return not same(before.item, text) and bool(health.level(text)) != (before.stance == "allergy")


def check_words(before: Preference, text: str) -> None:
    """Refuse other words for a preference that change somebody's safety, where nobody said what they are now."""
    if not must_be_asked(before, text):
        return
    line = f"'{' '.join(text.split()):.60}'"
    if before.stance == "allergy":
        sentence = said(
            "{item:.60} is an allergy, and {line} may not be one, so nothing was changed.", item=before.item, line=line
        )
    else:
        sentence = said("{line} may be an allergy or an illness, so nothing was changed.", line=line)
    raise RefusedError(sentence, said("Say what it is first."))


def check_none(text: str, stance: str) -> None:
    """Refuse an allergy that only says that none is known."""
    if stance == "allergy" and says_none(text):
        sentence = f"'{' '.join(text.split()):.60}' says that no allergy is known, so nothing was put on the card."
        raise RefusedError(sentence, said("{note} to write down that they were asked.", note=slots.press("note")))


def check_like(customer: Customer, text: str, stance: str) -> None:
    """Refuse to put on a card as liked what stands among its allergies."""
    if stance == "likes" and any(same(preference.item, text) for preference in customer.with_stance("allergy")):
        sentence = said(
            "{text:.60} is an allergy on the card of {name:.40}, so it can't be something they like.",
            text=text,
            name=customer.name,
        )
        raise RefusedError(sentence, said("Take the allergy off the card first, if it is none."))


def way_to_card(desk: Session, visit: Interaction, given: Mapping[str, object]) -> str:
    """That a note may tell of an allergy, and how it goes on the card; "" where it does not, or stands there."""
    offered = to_offer(desk, visit.customer, str(given["text"]))
    if not offered:
        return ""
    import shlex

    whose = "" if visit.customer else f"`{slots.DESKAPP}identify {visit.id} NAME` says whose it is, then "
    card = visit.customer.id if visit.customer else "NAME"
    way = said(
        "`{deskapp}preference {card} --stance allergy {quote}` puts it on the card.",
        deskapp=slots.DESKAPP,
        card=card,
        quote=shlex.quote(offered),
    )
    return f"It may be an allergy, and only stands in the note. {whose}{way}"


def to_offer(desk: Session, person: CustomerRef | None, text: str) -> str:
    """The words of a note that are to be offered as an allergy of its person; "" where the card has them already."""
    from deskapp.desk.cards import health

    told = (sentence[:MOST] for sentence in health.sentences(text) if health.names_what_is_harmful(sentence))
    sentence = next(told, "")
    card = customers.of(desk, person.id) if sentence and person else None
    spoken = set(words(sentence))
    known = [set(words(preference.item)) for preference in card.with_stance("allergy")] if card else []
    return "" if any(item and item <= spoken for item in known) else sentence
