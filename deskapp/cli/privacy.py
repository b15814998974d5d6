"""Commands about what is held on people: a copy for them, erasing one, and keeping nothing longer than needed."""

import sys
from collections.abc import Callable, Iterable
from pathlib import Path

from deskapp import clock, slots
from deskapp.cli import book_in_use, output_file
from deskapp.cli.bar import progress
from deskapp.cli.call import Call
from deskapp.commands import meant
from deskapp.desk.privacy import deciding, erasing, person, retention, subject
from deskapp.desk.privacy.erasing import Erased, Outlook
from deskapp.desk.session import Session
from deskapp.errors import RefusedError, UsageError
from deskapp.exchange import subject_out
from deskapp.messages import noted, said
from deskapp.store.erase import purge
from deskapp.store.erase.unfinished import STEPS
from deskapp.text.folding import same

PATIENCE = 600.0
SHOWN = 10
WORD = "erase"
KINDS = {
    "customers": ("card",),
    "interactions": ("visit or call", "visits and calls"),
    "promises": ("promise",),
    "handovers": ("hand-over sheet",),
}
ELSEWHERE = noted("Copies elsewhere (backup files, exports, what was sent) cannot be reached from here.")


def subject_copy(call: Call) -> None:
    """Write everything the book holds on one person into a new file of their own."""
    customer = meant.card(call.desk, call.text("who"))
    form = subject_out.form_of(Path(call.text("output")))
    file = output_file.named(call)
    held = subject.everything(call.desk, person.of(call.desk, customer))
    output_file.write(call, file, subject_out.WAYS[form](held), told=False)
    if file is None:
        return
    if call.json:
        call.object({"file": str(file), **{name: len(held[name]) for name, _ in subject_out.PARTS}})
        return
    call.line(str(file))
    counts = f"{len(held['interactions'])} visits and calls, {len(held['promises'])} promises"
    call.say(
        said("Everything held on {name}: {counts}. Only you can read the file.", name=customer.name, counts=counts)
    )


def erase(call: Call) -> int | None:
    """Show what goes and what stays, have it confirmed, then erase it for good; or end one that was not finished."""
    if call.arguments.end or call.arguments.again:
        return _see_to_unfinished(call)
    if not call.text("who"):
        raise UsageError(said("Say who."), said("`{deskapp}erase --help` shows how it goes.", deskapp=slots.DESKAPP))
    customer, also = meant.card(call.desk, call.text("who")), call.text("also")
    whom = person.of(call.desk, customer)
    is_told = call.arguments.dry_run or call.desk.book.read_only
    plan = erasing.outlook(call.desk, whom, deep=is_told or not also)
    if is_told:
        _tell_outlook(call, plan)
    if call.arguments.dry_run:
        return None
    if plan.items and not also and not (also := _asked_also(call, plan)):
        return 1
    _confirmed(call, whom.name, "their name")

    def work(desk: Session) -> int | None:
        with progress(call.err) as show:
            return _tell_done(
                call, erasing.erase(desk, person.of(desk, meant.card(desk, customer.id)), show, also=also)
            )

    decided = [f"--also={also}"] if also else []
    return book_in_use.at_the_book(call, ["erase", customer.id, "--yes", *decided], work, patience=PATIENCE)


def _see_to_unfinished(call: Call) -> int | None:
    """An erasure that could not be finished is tried once more, or ended as it is."""
    ends = call.arguments.end
    if call.text("who") or (ends and call.arguments.again):
        raise UsageError(said("--again and --end stand alone: there is only one such erasure."))

    def work(desk: Session) -> int | None:
        left = purge.end(desk.book) if ends else erasing.try_again(desk)
        if call.json:
            call.object({"was_under_way": left is not None, "ended": ends or not left, "left": left or []})
        elif left is None:
            call.line(said("No erasure is left to finish."))
        else:
            call.line(
                said("Ended: what was erased stays erased.") if ends else said("Not finished.") if left else "Finished."
            )
            for name in left:
                call.line(f"Still holds something of it: {name}")
        return 1 if left and not ends else None

    return book_in_use.at_the_book(call, ["erase", "--end" if ends else "--again"], work, patience=PATIENCE)


def _asked_also(call: Call, plan: Outlook) -> str:
    """What to take out of the places that may mean them, asked on a terminal; "" where nobody is here to ask."""
    if not call.arguments.yes and _is_at_a_terminal(call):
        typed = _typed(call, "Which of these places mean them? Type all, none or their numbers, with commas between: ")
        if typed := deciding.in_full(plan.items, typed):
            return typed
        raise RefusedError(said("Nothing was erased."), said("Say which of the places mean them."))
    if call.json:
        call.object({"done": False, "may_mean": deciding.listed(call.desk, plan.items)})
    elif not call.desk.book.read_only:
        _tell_items(call, plan, call.say)
    call.say(
        said(
            "Nothing was erased. Look at these places, then add --also all to take the words out of "
            "all of them, --also none if none of them means this person, or --also and the numbers "
            "of those that do, such as --also {numbers_of}.",
            numbers_of=deciding.numbers_of(plan.items)[0],
        )
    )
    return ""


def _is_at_a_terminal(call: Call) -> bool:
    return call.desk.book.read_only and sys.stdin is not None and sys.stdin.isatty()


def _typed(call: Call, question: str) -> str:
    call.err.write(question)
    call.err.flush()
    return sys.stdin.readline().strip()


def retain(call: Call) -> int | None:
    """Show what is older and closed, have it confirmed, then let it go for good."""
    months = call.text("months")
    if not months.isdecimal():
        raise UsageError(
            said("{months!r:.20} is no number of months.", months=months), said("Write --months 24, for example.")
        )
    if call.arguments.dry_run or call.desk.book.read_only:
        old = retention.look(call.desk, int(months))
        _tell_old(call, old)
        if call.arguments.dry_run or old.is_empty:
            return None
    _confirmed(call, WORD, f"the word {WORD}")

    def work(desk: Session) -> int | None:
        with progress(call.err) as show:
            return _tell_done(call, retention.retain(desk, int(months), show))

    status = book_in_use.at_the_book(call, ["retain", f"--months={months}", "--yes"], work, patience=PATIENCE)
    if not call.json:
        call.say(said("Lessons and FAQ entries stay, whatever their age. Look through them for names yourself."))
    return status


def _confirmed(call: Call, wanted: str, what: str) -> None:
    """Go on where it was said to; else ask on a terminal. Raises RefusedError."""
    if call.arguments.yes:
        return
    if not _is_at_a_terminal(call):
        raise RefusedError(said("This cannot be undone, and nobody is here to ask."), said("Add --yes if it is meant."))
    typed = _typed(call, f"Type {what} to erase it, or press Enter to leave it: ")
    if not (typed and same(typed, wanted)):
        raise RefusedError(said("Nothing was erased."), said("Type {what} when it is meant.", what=what))


def _tell_outlook(call: Call, plan: Outlook) -> None:
    if call.json and call.arguments.dry_run:
        facts = {name: getattr(plan, name) for name in plan.__slots__ if name != "items"}
        call.object({**facts, "may_mean": deciding.listed(call.desk, plan.items), "done": False})
        return
    say = call.line if call.arguments.dry_run else call.say
    cards = "the card" if plan.cards == 1 else f"{plan.cards} cards"
    say(f"Goes for good: {cards} of {plan.name}, and what was said and written in {_count(plan.visits, 'visit')}.")
    if plan.open_promises:
        promised = _listed(plan.open_promises)
        say(said("Still open, and erased too: {promised}. If you mean to keep it, settle it first.", promised=promised))
    say(said("Their name and numbers also go from others' entries, undo and the backups in the book's folder."))
    say(said("Kept for the figures, without a name: each visit's kind and clocks, each settled promise's times."))
    if plan.shared:
        say(said("Stays on the cards and visits of others who have it too: {places}.", places=_listed(plan.shared)))
    _tell_items(call, plan, say)
    say(said(ELSEWHERE))


def _tell_items(call: Call, plan: Outlook, say: Callable[[str], None]) -> None:
    """The places that may mean them, for somebody to decide."""
    if plan.files:
        say(said("Files that are not the book's may name them, and stay: {all_of}.", all_of=_all_of(plan.files)))
    if plan.items:
        say(f"{_count(len(plan.items), 'place')} may mean them; you decide (--also):")
        for line in deciding.listed(call.desk, plan.items):
            say(f"  {line}")


def _tell_old(call: Call, old: retention.Old) -> None:
    if call.json and call.arguments.dry_run:
        counts = {name: getattr(old, name) for name in ("visits", "promises", "sheets", "lessons", "faq")}
        names = {"cards": list(old.cards), "stays": list(old.stays)}
        call.object({"before": old.before.isoformat(), **counts, **names, "done": False})
        return
    say, day = call.line if call.arguments.dry_run else call.say, clock.today(old.before).isoformat()
    if old.stays:
        say(_passed_over(old.stays))
    if old.is_empty:
        say(said("Nothing that is closed is older than {day}.", day=day))
    else:
        _tell_what_goes(say, old, day)


def _tell_what_goes(say: Callable[[str], None], old: retention.Old, day: str) -> None:
    visits, promises = _count(old.visits, "visit"), _count(old.promises, "promise")
    sheets = _count(old.sheets, "hand-over sheet")
    say(
        said(
            "Loses its names and words: {visits} and {promises} before {day}; their kind and clocks stay for counting.",
            visits=visits,
            promises=promises,
            day=day,
        )
    )
    say(f"Goes for good: {sheets}, {_count(len(old.cards), 'card')} not seen since, undo, old backups and originals.")
    if old.cards:
        say(said("The cards: {listed}.", listed=_listed(old.cards)))
    if old.lessons or old.faq:
        stays = f"{_count(old.lessons, 'lesson')} and {_count(old.faq, 'FAQ entry', 'FAQ entries')}"
        say(
            said(
                "Stays, though older: {stays}. They are the shop's own; look through them for names yourself.",
                stays=stays,
            )
        )


def _passed_over(stays: tuple[str, ...]) -> str:
    """Who stays though nobody has seen them since, and why: `… “Beth Ocampo: a promise is open”.`"""
    return said("Stays, though not seen since: {listed}.", listed=_listed(stays))


def _tell_done(call: Call, done: Erased) -> int | None:
    unsure = deciding.listed(call.desk, done.unsure)
    status = 1 if done.left or done.unsure else None
    if call.json:
        facts = {name: getattr(done, name) for name in done.__dataclass_fields__ if name != "unsure"}
        call.object({**facts, "may_mean": unsure, "done": True})
        return status
    counts = ", ".join(_count(count, *KINDS.get(table, (table[:-1],))) for table, count in done.erased.items())
    call.line(f"Erased{f' {done.name}' if done.name else ''}: {counts or 'nothing'}.")
    if named := sum(done.redacted.values()):
        call.line(f"Their name was taken out of {_count(named, 'other entry', 'other entries')}.")
    if done.stays:
        call.say(_passed_over(done.stays))
    if done.backups:
        call.line(f"{_count(len(done.backups), 'backup')} that held it went; a fresh one was taken.")
    if done.foreign:
        call.say(
            said(
                "Files that are not the book's may still name them: {all_of}. Look at them yourself.",
                all_of=_all_of(done.foreign),
            )
        )
    if done.left:
        call.say(said("Still found in {listed}. {steps}", listed=_listed(done.left), steps=STEPS))
        return status
    if unsure:
        call.say(f"{_count(len(unsure), 'place')} may still mean them; look at them yourself:")
        for line in unsure:
            call.say(f"  {line}")
        return status
    searched = f"{_count(done.searched, 'file')} of the book were searched, inside backups too"
    left = f": nothing is left{done.but}" if done.is_clean else ". The book itself holds nothing of them any more"
    call.line(f"{searched}{left}.")
    if done.shared:
        call.say(said("Left on others' own cards and visits: {listed}.", listed=_listed(done.shared)))
    call.say(said(ELSEWHERE))
    return status


def _count(number: int, noun: str, plural: str = "") -> str:
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def _all_of(texts: Iterable[str]) -> str:
    return ", ".join(f"“{text}”" for text in texts)


def _listed(texts: Iterable[str]) -> str:
    every = list(texts)
    shown = ", ".join(f"“{text:.60}”" for text in every[:SHOWN])
    return f"{shown} and {len(every) - SHOWN} more" if len(every) > SHOWN else shown
