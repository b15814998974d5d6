"""Commands that list: the log, the promises, and what was begun and not finished."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from deskapp import clock, slots
from deskapp.cli.call import Call
from deskapp.commands import meant
from deskapp.desk.cards import allergies
from deskapp.desk.drafts import unfinished as begun
from deskapp.desk.promises import promises as verbs
from deskapp.desk.promises.groups import Groups, day_of, fitting, grouped, is_for_today, row
from deskapp.desk.settings import settings
from deskapp.desk.times import habits
from deskapp.desk.visits import day, history, namesakes, wording
from deskapp.messages import said
from deskapp.model.document import Document, DocumentError, from_document
from deskapp.model.interaction import Interaction
from deskapp.model.promise import Promise
from deskapp.text import durations, typed_span, when
from deskapp.text.typed_span import DaySpan

LOG_HEADER = ("id", "kind", "state", "arrived", "took", "who", "about")
PROMISES_HEADER = ("id", "due", "state", "to", "promised by", "what")


def interactions(call: Call) -> None:
    """The log, newest first; without a choice as the desk shows it: what is open, then what ended today."""
    visits, asked = _chosen(call), call.arguments
    if call.json:
        call.documents("interactions", visits)
        return
    body = [_log_row(call, visit) for visit in namesakes.visits_apart(call.desk, visits)]
    call.table(LOG_HEADER, body)
    if not body:
        call.say(said("Nothing to list."))
    if not any((asked.find, asked.who, asked.today, asked.since, asked.on)):
        desk_day = day.look(call.desk)
        desk_day.hold_limit = settings.hold_limit(call.desk)
        call.say(f"{desk_day.counts(call.now).text}.")


def _chosen(call: Call) -> Iterator[Interaction]:
    asked, today = call.arguments, clock.today(call.now)
    since, days = _since_when(call), _days(call)
    if asked.open:
        visits: Iterable[Interaction] = meant.open_interactions(call.desk)
    elif asked.find or asked.who:
        whose = meant.card(call.desk, call.text("who"), begun=True).id if asked.who else ""
        _tell(call, history.wanted(call.desk, call.text("find")).told)
        visits = _readable(call, filter(None, history.documents(call.desk, call.text("find"), whose=whose)))
    elif days:
        start, after = (clock.day_bounds(day)[0] for day in (days.first, days.after))
        visits = _readable(call, call.desk.book.between("interactions", start, after))
    elif asked.today or since:
        visits = _since(call, since or clock.day_bounds(today)[0])
    else:
        desk_day = day.look(call.desk)
        visits = [*reversed(desk_day.open_first()), *desk_day.ended_newest()]
    for visit in visits:
        arrived = clock.today(visit.arrived_at)
        is_wanted = (since is None or visit.arrived_at >= since) and (not asked.today or arrived == today)
        if is_wanted and (days is None or days.first <= arrived < days.after):
            yield visit


def _since_when(call: Call) -> datetime | None:
    """The instant that `--since` means: the first of the days that it names, else what a time means."""
    if not call.arguments.since:
        return None
    days = typed_span.one(call.text("since"), clock.today(call.now), habits.of(call.desk))
    if days is None:
        return call.moment("since", past=True)
    _tell(call, days.told)
    return clock.day_bounds(days.first)[0]


def _days(call: Call) -> DaySpan | None:
    """The days that `--on` means. Raises RefusedError with examples."""
    if not call.arguments.on:
        return None
    days = history.days(call.desk, call.text("on"))
    _tell(call, days.told)
    return days


def _tell(call: Call, understood: str) -> None:
    """Say which days were understood."""
    if understood:
        call.say(said("{days}.", days=understood))


def _since(call: Call, start: datetime) -> Iterator[Interaction]:
    """What arrived since then, newest first."""
    for visit in _readable(call, call.desk.book.select("interactions", archived=True)):
        if visit.arrived_at < start:
            break
        yield visit


def _readable(call: Call, documents: Iterable[Document]) -> Iterator[Interaction]:
    """The interactions of documents; one that cannot be understood is told, and doesn't hide the others."""
    for document in documents:
        try:
            yield from_document(Interaction, document)
        except DocumentError as error:
            call.say(f"{document.get('id')} cannot be understood: {error}. `{slots.DESKAPP}doctor` tells more.")


def _log_row(call: Call, visit: Interaction) -> tuple[str, ...]:
    date, hour = wording.day(visit, call.now), when.wall(visit.arrived_at)
    took = wording.took(visit) if visit.ended_at else f"{durations.told(call.now - visit.arrived_at)} so far"
    known = allergies.of_person(call.desk, visit.customer) if visit.is_open or not date else ""
    missed = "missed, ring back" if visit.is_to_ring_back else ""
    rang = f"rang {len(visit.rings)} times" if len(visit.rings) > 1 else ""
    return (
        meant.short(visit.id),
        visit.kind,
        wording.state(visit) + (" !" if visit.waits_too_long(call.now) else ""),
        f"{date} {hour}" if date else hour,
        took or "-",
        visit.known_as or ("number withheld" if visit.is_withheld else "-"),
        "; ".join(filter(None, (known and f"ALLERGY: {known}", visit.reason, missed or visit.outcome, rang))),
    )


def promises(call: Call) -> None:
    """The open promises, the one due first on top."""
    if call.arguments.watch:
        from deskapp.cli.watch import watch

        watch(call)
    now, by = call.now, call.text("group")
    wanted = _wanted(call, now)
    groups = grouped(call.desk, wanted, by, now) if by else [("", wanted)]
    if call.json:
        call.documents("promises", (promise for _, members in groups for promise in members))
        return
    _tell_groups(call, groups, {promise.id: promise for promise in namesakes.promises_apart(call.desk, wanted)})
    if not wanted:
        call.say(said("No promise is open."))


def _tell_groups(call: Call, groups: Groups, shown: Mapping[str, Promise]) -> None:
    """A table for each group, under its heading; `shown` are the promises by id with namesakes told apart."""
    for number, (heading, members) in enumerate(groups):
        if number:
            call.line()
        if heading:
            call.line(f"{heading}:")
        rows = [(meant.short(promise.id), *row(shown[promise.id], call.now)) for promise in members]
        call.table(PROMISES_HEADER, rows)


def _wanted(call: Call, now: datetime) -> list[Promise]:
    """The open promises that were asked for."""
    asked, open_ones = call.arguments, fitting(call.desk, verbs.all_open(call.desk), call.text("text"), now)
    return [
        promise
        for promise in open_ones
        if (not asked.overdue or promise.state(now) == "overdue")
        and (not asked.today or is_for_today(promise, now))
        and (not asked.week or day_of(promise, now) != "Later")
    ]


def unfinished(call: Call) -> None:
    """Tell what was begun in plain mode and not finished; with lines keep these, or with --forget let them go."""
    if call.arguments.line:
        see_to = begun.forget if call.arguments.forget else begun.keep
        see_to(call.desk, call.arguments.about, call.arguments.line)
        return
    drafts = begun.everything(call.desk)
    if call.json:
        call.array({"about": draft.owner, "lines": list(draft.lines)} for draft in drafts)
        return
    for draft in drafts:
        call.line(draft.told)
    call.say(
        said("{number} not finished.", number=len(drafts))
        if drafts
        else said("Nothing was left unfinished in plain mode.")
    )
