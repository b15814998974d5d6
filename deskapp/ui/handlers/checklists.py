"""The checklists of the selected visit: which is shown, its ticks, and what is written down for the resolution."""

from collections.abc import Mapping
from typing import ClassVar

from deskapp.desk.visits import checklists
from deskapp.model.interaction import Interaction
from deskapp.model.upset import STEPS
from deskapp.model.words import Checklist
from deskapp.ui import changes
from deskapp.ui.frame.handler import Act, Click, Handler, of_visit


class Checklists(Handler):
    """Acts on the checklist that is shown: the chosen one, else the one that matters most now."""

    @property
    def shown(self) -> Checklist | None:
        """The checklist that is shown."""
        return self.context.shown_checklist()

    @of_visit
    def tick(self, visit: Interaction, number: int) -> None:
        """Tick or untick a step, the first being 1."""
        if checklist := self.shown:
            self.means.attempt(checklists.toggle, self.desk, visit, checklist, number)

    def choose(self, identifier: str) -> None:
        """Show another of the checklists that run."""
        self.context.chosen_checklist = identifier
        self.means.draw(frozenset({changes.CHECKLIST}))

    @of_visit
    def next_one(self, visit: Interaction) -> None:
        """Show the next checklist that runs."""
        if shown := self.shown:
            names = [checklist.id for checklist in checklists.running(visit)]
            self.choose(names[(names.index(shown.id) + 1) % len(names)])

    @of_visit
    def start(self, visit: Interaction) -> None:
        """Choose a checklist; those that fit what it is about stand first."""
        self.ask("checklists:start", visit, self.choose)

    @of_visit
    def resolution(self, visit: Interaction) -> None:
        """Show the resolution, starting it where it does not run."""
        if checklists.RESOLUTION not in visit.runs:
            self.means.attempt(checklists.start, self.desk, visit, checklists.RESOLUTION)
        self.choose(checklists.RESOLUTION)

    @of_visit
    def resolution_fields(self, visit: Interaction) -> None:
        """Choose a step of the resolution to write down, in any order."""
        self.context.chosen_checklist = checklists.RESOLUTION
        self.ask("checklists:which", visit)

    @of_visit
    def open(self, visit: Interaction) -> None:
        """The field of the selected resolution step; else what the visit is about."""
        checklist = self.shown
        step = checklists.next_step(visit, checklist) if checklist else None
        if step and checklist and checklist.id == checklists.RESOLUTION and step.id in STEPS:
            self.ask("checklists:field", visit, step.id)
        else:
            self.means.action_do("reason")

    def _click_step(self, number: str) -> None:
        self.tick(int(number))

    def _click_field(self, step: str) -> None:
        if self.visit and step in STEPS:
            self.ask("checklists:field", self.visit, step)

    ACTIONS: ClassVar[Mapping[str, Act]] = {
        "next_checklist": next_one,
        "start_checklist": start,
        "resolution": resolution,
        "resolution_fields": resolution_fields,
        "open": open,
    }
    CLICKS: ClassVar[Mapping[str, Click]] = {"step": _click_step, "checklist": choose, "resolved": _click_field}
