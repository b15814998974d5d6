"""The three panes of the desk: who is here, the person, and the checklist. Each says what it depends on."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from textual.containers import Vertical

from deskapp.desk.cards import customers
from deskapp.desk.visits import already_here, log, ring
from deskapp.model.customer import Customer
from deskapp.model.interaction import Interaction
from deskapp.ui import changes
from deskapp.ui.changes import Changed
from deskapp.ui.context import Context
from deskapp.ui.render.card import MOST_ALLERGIES, Past, history_lines, known_lines, pinned_lines, promised_lines
from deskapp.ui.render.checklist import checklist_lines, title
from deskapp.ui.render.here import here_lines, nobody_lines
from deskapp.ui.render.interaction import callers_lines, interaction_lines, title_of
from deskapp.ui.render.keys import key_of
from deskapp.ui.render.line import EMPTY, Line, Span, beside, wrapped
from deskapp.ui.widgets.line_pane import LinePane, Pinned
from deskapp.ui.widgets.titled import Entitled

if TYPE_CHECKING:
    from textual.widget import AwaitMount

    from deskapp.ui.frame.asking import Asking
    from deskapp.ui.widgets.entry import EntryPanel

WIDE = 110
RECENT, MOST_RECENT, ROOMY, FEWEST_ROWS = 3, 8, 45, 3
PAGE_ON, TITLE_EDGES = "(PageDown)", 4
OF_THE_VISIT = frozenset((changes.SELECTION, changes.VISIT, changes.CARDS))


class HerePane(LinePane):
    """Who is here, what was promised, who was here today. `rows` gives how many rows it gets."""

    NEEDS = OF_THE_VISIT | {changes.TYPED, changes.VISITS, changes.PROMISES, changes.SETTINGS, changes.SECOND}

    def __init__(self, context: Context, rows: Callable[[], int]) -> None:
        super().__init__(self._here, id="here", classes="pane")
        self.context, self._rows_there = context, rows
        self.border_title = " Here and today "

    def _here(self, width: int) -> list[Line]:
        context, visit = self.context, self.context.selected_interaction()
        is_of_today = context.selected in context.day.open or context.selected in context.day.ended
        looked_at = None if is_of_today or visit is None else context.shown(visit)
        day, now, known = context.shown_day, context.desk.now(), context.allergies_of
        return here_lines(
            day, context.selected, now, width, rows=self._rows_there(), looked_at=looked_at, allergies_of=known
        )

    def draw(self, changed: Changed) -> None:
        """Draw what is different, where any of what it depends on has changed."""
        if not self.NEEDS.isdisjoint(changed):
            self.redraw()


class StepsPane(LinePane):
    """The shown checklist of the selected visit."""

    NEEDS = OF_THE_VISIT | {changes.CHECKLIST, changes.SETTINGS, changes.SHIFTS, changes.WORDS}

    def __init__(self, context: Context) -> None:
        super().__init__(self._checklist, id="steps", classes="pane")
        self.context = context

    def _checklist(self, width: int) -> list[Line]:
        context = self.context
        roomy, settled = self.size.height >= ROOMY, context.is_settled
        visit, shown = context.selected_interaction(), context.shown_checklist()
        return checklist_lines(visit, shown, context.speaking(), width, coached=settled, roomy=roomy)

    def draw(self, changed: Changed) -> None:
        """Draw title and rows, where any of what they depend on has changed."""
        if not self.NEEDS.isdisjoint(changed):
            self.entitle(title(self.context.selected_interaction(), self.context.shown_checklist()))
            self.redraw()


class PersonPane(Vertical, Entitled):
    """The person of the selected visit: what is typed, what is pinned of their card, and the card with the visit.

    `hinted` lays hints for newcomers below the lines of the card, in so many rows.
    """

    TITLE = OF_THE_VISIT | {changes.TYPED, changes.VISITS, changes.QUESTION, changes.SETTINGS}
    PINNED = OF_THE_VISIT | {changes.QUESTION, changes.CHOICE}
    CARD = PINNED | {changes.TYPED, changes.VISITS, changes.PROMISES, changes.SETTINGS, changes.SECOND}

    def __init__(
        self, context: Context, asked: "Asking", hinted: Callable[[Sequence[Line], int, int], Sequence[Line]]
    ) -> None:
        self.pinned, self.card = Pinned(self._pinned, id="pinned"), LinePane(self._card, id="card")
        super().__init__(self.pinned, self.card, id="person", classes="pane")
        self.context, self._asked, self._hinted = context, asked, hinted
        self._known_of = ""
        self.customer: Customer | None = None
        self._recent: list[Interaction] = []
        self._callers: list[Customer] = []

    def place_entry(self, panel: "EntryPanel") -> "AwaitMount":
        """Put the panel for typing above the card."""
        return self.mount(panel, before=0)

    def draw(self, changed: Changed) -> None:
        """Draw title, pinned rows and card, each where any of what it depends on has changed."""
        if not OF_THE_VISIT.isdisjoint(changed):
            self._load()
        if not self.TITLE.isdisjoint(changed):
            self.entitle(self._asked.question_title() or self._title())
        if not self.PINNED.isdisjoint(changed):
            self._keep_pinned()
            self.pinned.redraw()
        if not self.CARD.isdisjoint(changed):
            self.card.redraw()

    def go_home(self) -> None:
        """Show the card from its top."""
        self.card.scroll_home(animate=False, immediate=True)

    def page(self, by: int) -> None:
        """Show the rest of the card, or what came before."""
        self.card.page(by)

    @property
    def _is_wide(self) -> bool:
        return self.app.size.width >= WIDE

    def _load(self) -> None:
        context = self.context
        visit = context.selected_interaction()
        self.customer = customer = context.card_of(visit)
        wanted = f"{visit.id}/{customer.id}" if customer and visit else ""
        if wanted != self._known_of:
            self._known_of, self._recent = wanted, []
            if customer and visit:
                self._recent = log.with_customer(context.desk, customer.id, most=MOST_RECENT, but=visit.id)
        callers = ring.possible(context.desk, visit) if visit else []
        self._callers = callers if len(callers) > 1 else []

    def _keep_pinned(self) -> None:
        """In a stack, be no lower than what is pinned, and a row more where it goes on."""
        rows = 0 if self._is_wide else len(self._pinned(self.app.size.width))
        fewest = max(FEWEST_ROWS, 1 + rows + (rows >= MOST_ALLERGIES))
        least = self.styles.min_height
        if least is None or least.value != fewest:
            self.styles.min_height = fewest

    def _title(self) -> str:
        visit = self.context.selected_interaction()
        shown = self.context.shown(visit) if visit else None
        whole = self.outer_size.width if self._is_wide else self.app.size.width
        room = (whole or self.app.size.width // 3) - TITLE_EDGES
        return title_of(shown, self._callers, self.context.desk.now(), room)

    def _pinned(self, width: int) -> list[Line]:
        return pinned_lines(self._considered or self.customer, self.context.desk.now(), width, rest=PAGE_ON)

    @property
    def _considered(self) -> Customer | None:
        """The card that is selected in the question which stands there now; None where there is none."""
        selected = self._asked.considered
        return customers.of(self.context.desk, selected) if selected.startswith("cus_") else None

    def _card(self, width: int) -> Sequence[Line]:
        lines = self._person_lines(width)
        return lines if self._asked.is_asking else self._hinted(lines, width, self.card.size.height)

    def _person_lines(self, width: int) -> list[Line]:
        context, visit = self.context, self.context.selected_interaction()
        now, considered = context.desk.now(), self._considered
        if considered is not None:
            return self._considered_lines(considered, width)
        if visit is None:
            return nobody_lines(context.shown_day, now, width, with_promises=not self._is_wide)
        others = already_here.others(context.desk, visit)
        drafts, also = not self._asked.is_asking, others[0] if others else None
        about = partial(interaction_lines, visit, now, drafts=drafts, also=also)
        if not self._is_wide:
            split = width // 2 - 1
            past = self._history(split, RECENT)
            right = [*about(split, heading=False), *([EMPTY, *past] if past else [])]
            return beside(self._known(split, roomy=False), right, width=width, split=split)
        known, past = self._known(width, roomy=True), self._history(width, MOST_RECENT, roomy=True)
        lines = [*known, *about(width), *([EMPTY, *past] if past else [])]
        if len(lines) <= self.card.size.height:
            return lines
        past = self._history(width, RECENT)
        return [*self._known(width, roomy=False), *about(width), *([EMPTY, *past] if past else [])]

    def _known(self, width: int, *, roomy: bool) -> list[Line]:
        if self.customer is not None:
            return known_lines(self.customer, self.context.desk.now(), width, roomy=roomy, is_pinned=True)
        visit = self.context.selected_interaction()
        called = visit.called if visit else ""
        if self._asked.is_asking and not self.context.finder_is_full:
            return wrapped([Span(" ")], "Still reading the cards.", width=width, role="dim")
        words = f"{called} has no card yet." if called else f"No card yet. {key_of('who')} says who it is."
        if self._callers:
            return callers_lines(self._callers, width)
        return wrapped([Span(" ", "", "key:space")], words, width=width, role="dim")

    def _considered_lines(self, customer: Customer, width: int) -> list[Line]:
        """The card that is selected while somebody asks who it is, and what was promised to them."""
        known = known_lines(customer, self.context.desk.now(), width, is_pinned=True)
        past = history_lines(customer, self.context.desk.now(), width, Past((), self.context.promises_to(customer)))
        return [*known, *([EMPTY, *past] if past else [])]

    def _history(self, width: int, most: int, *, roomy: bool = False) -> list[Line]:
        context, customer = self.context, self.customer
        now = context.desk.now()
        if customer is None:
            due = context.day.promises_by_due()
            return promised_lines([promise for promise in due if promise.interaction == context.selected], now, width)
        past = Past(self._recent[:most], context.promises_to(customer))
        return history_lines(customer, now, width, past, roomy=roomy)
