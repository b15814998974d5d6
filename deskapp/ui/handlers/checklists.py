"""The checklists of the selected visit: which is shown, its ticks, and what is written down for the resolution."""

from collections.abc import Mapping
from typing import ClassVar

from deskapp.desk.visits import checklists
from deskapp.model.words import Checklist
from deskapp.ui import changes, questions
from deskapp.ui.handlers.handler import Act, Click, Handler


class Checklists(Handler):
    """Acts on the checklist that is shown: the chosen one, else the one that matters most now."""

    @property
    def shown(self) -> Checklist | None:
        """The checklist that is shown."""
        return self.context.shown_checklist()

    def tick(self, number: int) -> None:
        """Tick or untick a step, the first being 1."""
        visit, checklist = self.needed(), self.shown
        if visit and checklist:
            self.means.attempt(checklists.toggle, self.desk, visit, checklist, number)

    def choose(self, identifier: str) -> None:
        """Show another of the checklists that run."""
        self.context.chosen_checklist = identifier
        self.means.draw(frozenset({changes.CHECKLIST}))

    def next_one(self) -> None:
        """Show the next checklist that runs."""
        visit, shown = self.needed(), self.shown
        if visit and shown:
            names = [checklist.id for checklist in checklists.running(visit)]
            self.choose(names[(names.index(shown.id) + 1) % len(names)])

    def start(self) -> None:
        """Choose a checklist; those that fit what it is about stand first."""
        from deskapp.ui.questions import checklist

        visit = self.needed()
        if visit:
            self.means.ask(checklist.start(self.desk, visit, self.choose))

    def resolution(self) -> None:
        """Show the resolution, starting it where it does not run."""
        visit = self.needed()
        if visit is None:
            return
        if checklists.RESOLUTION not in visit.runs:
            self.means.attempt(checklists.start, self.desk, visit, checklists.RESOLUTION)
        self.choose(checklists.RESOLUTION)

    def resolution_fields(self) -> None:
        """Choose a step of the resolution to write down, in any order."""
        visit = self.needed()
        if visit:
            self.context.chosen_checklist = checklists.RESOLUTION
            self.means.ask(questions.resolution.which(self.desk, visit))

    def open(self) -> None:
        """The field of the selected resolution step; else what the visit is about."""
        visit, checklist = self.needed(), self.shown
        if visit is None:
            return
        step = checklists.next_step(visit, checklist) if checklist else None
        if step and checklist and checklist.id == checklists.RESOLUTION and step.id in questions.resolution.LABELS:
            self.means.ask(questions.resolution.field(self.desk, visit, step.id))
        else:
            self.means.action_do("reason")

    def _click_step(self, number: str) -> None:
        self.tick(int(number))

    def _click_field(self, step: str) -> None:
        if self.visit and step in questions.resolution.LABELS:
            self.means.ask(questions.resolution.field(self.desk, self.visit, step))

    ACTIONS: ClassVar[Mapping[str, Act]] = {
        "next_checklist": next_one,
        "start_checklist": start,
        "resolution": resolution,
        "resolution_fields": resolution_fields,
        "open": open,
    }
    CLICKS: ClassVar[Mapping[str, Click]] = {"step": _click_step, "checklist": choose, "resolved": _click_field}
