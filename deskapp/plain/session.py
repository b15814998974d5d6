"""One sitting: the prompt, the one that is spoken of, what is said back, and the alarms."""

import io
import json
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from os import urandom
from typing import Any

from deskapp import clock
from deskapp.cli.call import Call
from deskapp.cli.command_line import writable
from deskapp.cli.run import run
from deskapp.commands.every import BY_ID, BY_NAME
from deskapp.desk.drafts import unfinished
from deskapp.desk.session import Session
from deskapp.desk.settings import settings
from deskapp.desk.times import habits
from deskapp.desk.visits import checklists, closing, wording
from deskapp.desk.visits import day as days
from deskapp.desk.visits.watch import most_needed
from deskapp.desk.words import own_words
from deskapp.errors import DeskError, RefusedError
from deskapp.messages import noted, said
from deskapp.model.interaction import Interaction
from deskapp.plain.alarms import Alarms
from deskapp.plain.begun import Begun
from deskapp.plain.slots import filled, give_out, opened_by, without_id
from deskapp.plain.typed import EndOfInputError, Typed
from deskapp.store import Book, open_book
from deskapp.text import countries

PROMPT = "> "
YES = ("y", "yes")
NOBODY_HERE = noted("Nobody is here.")
NOBODY = f"{NOBODY_HERE} w NAME begins a walk-in, c NAME a call."
NO_CARD = noted("No card yet. who NAME takes one, or makes one.")


class PlainSession:
    """Looks on the book without holding it; each change is a command that opens it, or is handed to a running desk.

    `selected` is the id of the interaction that lines are about, "" where nobody is here. `next_line` is what was typed
    at a question that it did not answer: the line that is done next. `act` is the line's name for undo: one line is one
    act. `begun` keeps what is asked for line by line.
    """

    def __init__(self, call: Call, typed: Typed) -> None:
        self.call, self.typed = call, typed
        self.typed.beat, call.named = self._beat, filled
        if not call.place.folder.is_dir():
            open_book(call.place.folder, staff=call.staff).close()
        self.book: Book = open_book(call.place.folder, read_only=True)
        self.desk = Session(self.book, call.staff)
        self.desk.staff = call.staff or settings.read(self.desk).staff
        self.selected = self.next_line = self.act = ""
        self.begun = Begun(self._keep)
        self._is_prompted = False
        self._alarms_of_now = Alarms()
        self._look()

    def _look(self) -> None:
        own_words.use(self.desk)
        self.day = days.look(self.desk)
        self.day.hold_limit = settings.hold_limit(self.desk)

    def run(self, do: Callable[["PlainSession", str], bool]) -> int:
        """Greet, then `do` line after line, until one asks to leave: then it gives False."""
        try:
            self._begin()
            while True:
                spoken_of, self.act = self.selected, f"plain-{urandom(8).hex()}"
                line, self.next_line = self.next_line or self.ask(), ""
                try:
                    if line and not self._is_meant_for(spoken_of, line):
                        continue
                    self.begun.begin(self.selected, line)
                    if line and not do(self, line):
                        break
                except DeskError as error:
                    self.say(str(error))
                self.begun.done()
        except EndOfInputError as end:
            self.call.out.write("\n")
            if end.begun.strip():
                self.say(said("Nothing was done with “{begun}”: its line has no end.", begun=end.begun.strip()))
        finally:
            self.book.close()
        return 0

    def _is_meant_for(self, spoken_of: str, line: str) -> bool:
        """Whether the visit that a line was typed about is still open; else that is told and nothing is done."""
        self.refresh()
        if not spoken_of or spoken_of in self.day.open:
            return True
        ended = self.day.ended.get(spoken_of)
        self.selected = most_needed(self.day, self.desk.now())
        visit = self.day.open.get(self.selected)
        now = f"You speak of {visit.name or 'the ' + visit.kind} now" if visit else "Nobody is here now"
        gone = f"The visit of {ended.name} has ended" if ended and ended.name else "That visit has ended"
        self.say(said("{gone}. {now}. Nothing was done with “{line}”: type it again.", gone=gone, now=now, line=line))
        return False

    def _begin(self) -> None:
        if not self.desk.staff:
            if name := self.ask(said("Who is at the desk? ")):
                self.perform("shift", {"name": name})
                self.desk.staff = self.desk.staff or name
            if not settings.read(self.desk).country:
                self._ask_country()
        if faults := settings.faults(self.desk):
            self.say(faults)
        wall, figures = clock.local(self.desk.now()), self.day.counts(self.desk.now()).text
        here = ", ".join(filter(None, (settings.read(self.desk).desk_name, self.desk.staff)))
        self.say(f"{here}, {wall:%A} {wall.day} {wall:%B}, {wall:%H:%M}. {figures}.")
        if left := closing.told(self.desk, closing.left_over(self.desk, self.day.open.values())):
            self.say(said("{left} close-earlier closes them.", left=left))
        self._alarms_of_now.begin(self.desk, self.day)
        if visit := self.visit:
            self.say(said("You speak of {called}.", called=wording.called(visit)))
        if begun := unfinished.everything(self.desk):
            more = said(" {number} more after it.", number=len(begun) - 1) * (len(begun) > 1)
            self.say(said("Not finished: {told}.{more} again goes on, forget drops it.", told=begun[0].told, more=more))
        self.say(said("w NAME begins a walk-in, help tells the rest, quit leaves."))

    def _ask_country(self) -> None:
        """Asked at the first start, with what this machine tells as a guess; another line typed there is done next."""
        guess, source = countries.guess()
        usual = f"Enter for {guess}, a guess from {source}" if guess else "Enter leaves it open"
        while typed := self.ask(said("Which country? Two letters, or {usual}: ", usual=usual)) or guess:
            if not countries.may_be_one(typed):
                self.next_line = typed
                break
            if self.perform("settings", {"name": "country", "value": typed}):
                return
            guess = ""
        self.say(settings.without_country(self.desk))

    def ask(self, question: str = "") -> str:
        """A prompt, and what is typed at it. Raises EndOfInputError.

        What was answered before it is on the disk by then.
        """
        if question and (refusal := self.begun.keep()):
            self.say(filled(f"Your last answer is not kept yet: {refusal}"))
        for notice in self.book.notices.read():
            self.say(filled(str(notice)))
        self._alarms()
        self.call.out.write(question or PROMPT)
        self.call.out.flush()
        if question and (given := self.begun.given(question)):
            self.call.line(given)
            return given
        self._is_prompted = True
        try:
            line = writable(self.typed.line()).strip()
        finally:
            self._is_prompted = False
        if not self.typed.is_echoed:
            self.call.line(line)
        if question:
            self.begun.answered(question, line)
        return line

    def ask_when(self, question: str) -> str:
        """A time to come, asked for until it is one; "" where nothing is typed. Raises EndOfInputError."""
        while typed := self.ask(question):
            try:
                habits.read(self.desk, typed)
            except RefusedError as error:
                self.say(str(error))
            else:
                return typed
        return ""

    def agrees(self, question: str) -> bool:
        """Whether the answer to a question is yes. Raises EndOfInputError."""
        return self.ask(question).casefold() in YES

    def chosen(self, rows: Sequence[str], question: str) -> int | None:
        """The place of the one row that is chosen by its number; None, and told so, for any other answer."""
        self.number(rows)
        typed = self.ask(question)
        if typed.isascii() and typed.isdigit() and 1 <= int(typed[:6]) <= len(rows):
            return int(typed[:6]) - 1
        self.say(said("None was chosen."))
        return None

    def number(self, rows: Sequence[str]) -> None:
        """Say rows with their numbers."""
        for number, row in enumerate(rows, start=1):
            self.say(f"{number}, {row}")

    def say(self, words: str) -> None:
        """One line."""
        self.call.line(words)

    def _beat(self) -> None:
        """While nobody types: take in what others did, and tell alarms as lines of their own."""
        with suppress(DeskError):  # a book that cannot be read just now is read at the next beat
            self.refresh()
        self._alarms()

    def _alarms(self) -> None:
        if sentences := self._alarms_of_now.look(self.desk, self.day, self.selected):
            self.call.out.write("\n" * self._is_prompted)
            for sentence in sentences:
                self.say(f"! {sentence}")
            self.call.out.write(PROMPT * self._is_prompted)
            self.call.out.flush()

    def refresh(self) -> frozenset[tuple[str, str]]:
        """Take in what was changed, by whomever; what that was."""
        touched = self.book.refresh()
        tables = {table for table, _ in touched}
        if clock.today(self.desk.now()) != self.day.date or tables & {"settings", "playbook"}:
            self._look()
        else:
            days.follow(self.day, self.desk, touched)
        return touched

    def typed_in_full(self, *words: str) -> None:
        """Do a command as it is typed on the command line, and say all that it says."""
        self._do(words, None, shown=True)

    def perform(self, command: str, given: Mapping[str, Any], *, shown: bool = False) -> dict[str, Any] | None:
        """Do a command, by its id, with what was given for its arguments, and say what it did; None where it refused.

        It is done by a running desk where one holds the book. What it opened is spoken of. Without `shown` what changes
        something is told without the id of a visit.
        """
        return self._do((BY_ID[command].name,), given, shown=shown or BY_ID[command].opens == "look")

    def _do(self, words: Sequence[str], given: Mapping[str, Any] | None, *, shown: bool) -> dict[str, Any] | None:
        self.refresh()
        before, at_the_desk = set(self.day.open), settings.read(self.desk).staff
        out, err = io.StringIO(), io.StringIO()
        more: dict[str, Any] = {"width": self.call.width, "named": filled, "act": self.act, "given": given}
        status = run((*self._whole(), *words), out=out, err=err, **more)
        ids = {identifier for _, identifier in self.refresh()} | self.day.open.keys() | self.day.ended.keys()
        printed, told_lines = out.getvalue(), [line.removeprefix("deskapp: ") for line in err.getvalue().splitlines()]
        told: dict[str, Any] = {"wanted": ""}
        if status == 0 and given is not None and BY_NAME[words[0]].verb:
            told = json.loads(printed)
            lines = [*told_lines, *told["sentence"].split("\n"), *told["notes"].splitlines()]
        else:
            lines = [] if shown else [without_id(line, ids) for line in printed.splitlines()]
            lines += [without_id(line, ids) for line in told_lines]
            give_out(self.call, printed if shown else "")
        for line in lines:
            self.say(line)
        if (staff := settings.read(self.desk).staff) != at_the_desk:
            self.desk.staff = staff
        changed = {identifier for _, identifier in told.get("changed", ())} or opened_by(
            words[0], self.day.open, printed
        )
        self._speak_of(changed - before)
        if status:
            return None
        self.desk.staff = told.get("staff", self.desk.staff)
        self.begun.done()
        return told

    def _speak_of(self, opened: Collection[str]) -> None:
        """Speak of what a command opened; where the one that was spoken of has gone, of who needs it most."""
        if begun := [identifier for identifier in opened if identifier in self.day.open]:
            self.selected = max(begun)
        elif self.selected and self.selected not in self.day.open:
            self.selected = most_needed(self.day, self.desk.now())
            if visit := self.day.open.get(self.selected):
                self.say(said("You speak of {called} now.", called=wording.called(visit)))

    def _whole(self) -> tuple[str, ...]:
        """The options by which a command finds this book, and who is at the desk."""
        return (f"--data={self.call.place.folder}", *((f"--staff={self.desk.staff}",) if self.desk.staff else ()))

    def _keep(self, **given: Any) -> str:
        """Keep what is begun, or let go of it; why that could not be done, "" where it was."""
        err, words = io.StringIO(), (*self._whole(), "unfinished")
        status = run(words, out=io.StringIO(), err=err, width=self.call.width, named=filled, given=given)
        return err.getvalue().removeprefix("deskapp: ").strip() if status else ""

    @property
    def visit(self) -> Interaction | None:
        """The visit that is spoken of; where that one has ended, the one that needs somebody most."""
        if self.selected not in self.day.open:
            self.selected = most_needed(self.day, self.desk.now())
        return self.day.open.get(self.selected)

    def step(self) -> None:
        """Say the next step of the checklist of the visit that is spoken of."""
        visit = self.visit
        checklist = checklists.selected(visit) if visit else None
        if visit is None or checklist is None:
            return
        step = checklists.next_step(visit, checklist)
        if step is None:
            self.say(said("{title} is done.", title=checklist.title))
        else:
            self.say(said("Next: {index}, {prompt}", index=checklist.steps.index(step) + 1, prompt=step.prompt))
