"""Questions about a card: its fields, changed in place and stored as they are typed."""

from datetime import date

from deskapp import clock, slots
from deskapp.desk.cards import allergens, customers, entries, merge
from deskapp.desk.cards.preferences import dessert_words, is_another
from deskapp.desk.cards.recognising import MayBeKnownError, refuse_duplicates
from deskapp.desk.session import Session
from deskapp.desk.times.days import EXAMPLES, read_day
from deskapp.errors import RefusedError
from deskapp.model.card_fields import BY_NAME
from deskapp.model.customer import Customer
from deskapp.text.when import day
from deskapp.ui.questions.choosing import by_letter
from deskapp.ui.questions.typed import in_one_line, reworded, rewords, says, split_lines, stored
from deskapp.ui.widgets.entry import Choice, Question, Suggestions

SOMEBODY_ELSE = "somebody else"
SHORTEST_NAME = 3
DESSERT, LIKED = "favorite_dessert", "liked"
OR_OPEN = "open, or a day"


def text_field(desk: Session, customer: Customer, field: str) -> Question:
    """One field of the card but its name; stored as it is typed."""
    if field == DESSERT:
        return _dessert(desk, customer)
    declared = BY_NAME[field]

    def held() -> str:
        return str(getattr(customers.of(desk, customer.id) or customer, field))

    def write(name: str, text: str) -> None:
        if (typed := split_lines(text)) != held():
            customers.set_text(desk, customer, field, typed)

    return stored(
        declared.label,
        [(field, declared.label)],
        lambda: {field: in_one_line(held())},
        write,
        says(declared.hint),
        may_be_empty=True,
        placeholders=(declared.example,),
    )


def _dessert(desk: Session, customer: Customer) -> Question:
    """The favorite dessert; one of what they must not have is a draft until somebody says that they like it."""
    was, declared = customer.favorite_dessert, BY_NAME[DESSERT]

    def store(name: str, text: str) -> None:
        typed, card = split_lines(text), customers.get(desk, customer.id)
        waits = typed != was and bool(allergens.in_like(card, typed))
        rewords(desk, customer, DESSERT, typed if waits else "")
        if waits and card.favorite_dessert != was:
            customers.put_dessert_back(desk, customer, customer)
        elif not waits and card.favorite_dessert != typed:
            customers.set_text(desk, customer, DESSERT, typed, although=typed == was)

    def submit(values: dict[str, str], chosen: str) -> str:
        if chosen == "confirm":
            customers.confirm_dessert(desk, customer)
            return "Confirmed today."
        typed, is_liked, said = split_lines(values[DESSERT].strip()), chosen == LIKED, ""
        if is_another(was, typed):
            customers.set_dessert(desk, customer, typed, before=was, although=is_liked)
            said = f"{dessert_words(typed, was)}. {slots.press('undo')} to put it back."
        elif typed != customers.get(desk, customer.id).favorite_dessert:
            customers.set_text(desk, customer, DESSERT, typed, although=is_liked)
        rewords(desk, customer, DESSERT, "")
        return said

    def on_change(values: dict[str, str]) -> Suggestions:
        if values[DESSERT].strip() != was and (allergy := allergens.in_like(customer, values[DESSERT])):
            warning = f"{allergens.against_words(customer, allergy)} Down says that they like it all the same."
            return Suggestions([Choice(LIKED, "They like it all the same")], -1, warning, bad=True)
        return Suggestions([Choice("confirm", "Asked again: still true")] if was else [], -1, declared.hint)

    fields = [(DESSERT, declared.label, reworded(desk, customer, DESSERT, was))]
    return Question(declared.label, fields, submit, on_change, store, edits=True)


def name(desk: Session, customer: Customer) -> Question:
    """Another name for the card, once it is taken; one that may be somebody else's takes a choice."""

    def submit(values: dict[str, str], chosen: str) -> str:
        typed = values["name"].strip()
        if typed != customer.name:
            try:
                entries.rename(desk, customer, typed, although=chosen == SOMEBODY_ELSE)
            except MayBeKnownError as error:
                raise RefusedError(error.sentence, "Down says that it is somebody else of that name.") from error
        return ""

    def on_change(values: dict[str, str]) -> Suggestions:
        typed = values["name"].strip()
        try:
            if len(typed) >= SHORTEST_NAME and typed != customer.name:
                refuse_duplicates(desk, typed, apart_from=customer)
        except MayBeKnownError as error:
            row = Choice(SOMEBODY_ELSE, f"It is somebody else: {typed} is right")
            return Suggestions([row], -1, f"{error.sentence} Down says that it is somebody else.", True)
        return Suggestions(hint=BY_NAME["name"].hint)

    label = BY_NAME["name"].label
    return Question(label, [("name", label, customer.name)], submit, on_change, edits=True)


def plan(desk: Session, customer: Customer) -> Question:
    """What they are enrolled in, its level after a comma, and until when; stored as it is typed."""
    there = customer.plan
    name = ", ".join(part for part in (there.name, there.level) if part) if there else ""
    until = there.until.isoformat() if there and there.until else "open" if there else ""
    typed = {"plan": name, "until": until}

    def put(values: dict[str, str]) -> date | None:
        on = _until(desk, values["until"])
        called, _, level = values["plan"].partition(",")
        entries.set_plan(desk, customer, called, level, on)
        return on

    def store(field: str, text: str) -> None:
        typed[field] = text
        if not typed["plan"].partition(",")[0].strip():
            raise RefusedError("A plan needs its name.", "Write it before the comma.")
        try:
            put(typed)
        except RefusedError:  # a day half typed: the plan is kept, its end when the day can be read
            put({**typed, "until": until})
            raise

    def submit(values: dict[str, str], chosen: str) -> str:
        if chosen == "remove":
            entries.set_plan(desk, customer, "")
            return f"No plan any more. {slots.press('undo')} to bring it back."
        on = put(values)
        return f"Enrolled until {day(on, clock.today(desk.now()))}." if on else "Enrolled, with no end."

    rows = [Choice("remove", "No plan any more")] if there else []
    fields = [("plan", "Plan, level", name), ("until", "Until", until)]
    offer, examples = says(f"Such as: Care, gold. Until: open, {EXAMPLES}", rows), (BY_NAME["plan"].example, OR_OPEN)
    return Question("Plan", fields, submit, offer, store, placeholders=examples, edits=True)


def _until(desk: Session, typed: str) -> date | None:
    """The day on which a plan ends, or None for an open one. Raises RefusedError."""
    return None if typed.strip().casefold() in ("", "open", "none", "-") else read_day(desk, typed.strip())


def since(desk: Session, customer: Customer) -> Question:
    """Since when they are a customer."""
    known = clock.today(customer.customer_since or desk.now()).isoformat()

    def submit(values: dict[str, str], chosen: str) -> None:
        entries.set_since(desk, customer, read_day(desk, values["since"], past=True))

    offer = says("2024-03-31, 31 mar 2024, yesterday")
    return Question("Customer since", [("since", "Since", known)], submit, offer, edits=True)


def apart(desk: Session, customer: Customer, other_id: str) -> Question:
    """Take a merged card out again."""
    name = customer.merged[other_id].name

    def taken(chosen: str) -> str:
        if chosen != "apart":
            return ""
        merge.take_apart(desk, customer, other_id)
        return f"{customer.name} and {name} are two cards again, each with its own history."

    rows = [Choice("apart", f"Take {name} out again")]
    return by_letter("Merged", "Merged", rows, taken, "Down, Enter: two cards again.", usual=-1)
