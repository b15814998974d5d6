"""The visits and promises behind one figure of a report, found again when somebody asks for them."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from deskapp.desk.reports import promised, reports
from deskapp.desk.reports.seen import CAME, SeenVisit, see
from deskapp.desk.reports.tally import Tally, steady
from deskapp.desk.session import Session
from deskapp.model.report import Period

HABIT, TOPIC = "habits.", "topics.about "
TOTAL, HIGHEST, MEDIAN_PEAK = "people.total", "kettle.highest_celsius", "kettle.median_peak_celsius"
SAME_ROWS = {MEDIAN_PEAK: "kettle.came_to_60_celsius"}
"""Figures that tell a length or a temperature of the rows that another one counts."""
LENGTHS = {"people.waited": "waited", "people.greeted": "greeted", "people.served": "served",
           "people.greeted_within_5_minutes": "greeted", "people.greeted_within_5_minutes_of": "waited",
           "people.still_waiting": "waited", "people.left_unseen": "waited"}  # fmt: skip


class RowBehind(NamedTuple):
    """One row behind a figure: a document of a table.

    `part` is the key of the request or transfer that counts, `amount` the seconds or °C that the figure takes of it.
    """

    table: str
    id: str
    part: str = ""
    amount: float | None = None


def rows(
    desk: Session, looked_at: Period, figure: str, *, habits_of: str = "", goes_on: Callable[[], bool] = steady
) -> list[RowBehind]:
    """What stands behind a figure of the stretch, as many rows as it counts, the newest first; by the figure's id.

    It reads the stretch once more; nothing of it was kept. Raises StoppedError where `goes_on` says no.
    """
    if figure.startswith("promises."):
        now, (start, after) = desk.now(), reports.bounds(looked_at)
        made = promised.every_promise(desk, after, goes_on)
        return [RowBehind(promised.TABLE, one.id) for one in made if figure in promised.marks(one, start, after, now)]
    if figure.startswith(HABIT):
        return list(_ticked(desk, looked_at, figure.removeprefix(HABIT), habits_of, goes_on))
    if figure.startswith(TOPIC):
        return _about(desk, looked_at, figure.removeprefix(TOPIC), goes_on)
    found = list(_visits(desk, looked_at, SAME_ROWS.get(figure, figure), goes_on))
    if figure == HIGHEST:
        most = max((row.amount or 0 for row in found), default=0)
        return [row for row in found if row.amount == most]
    return found


def _visits(desk: Session, looked_at: Period, figure: str, goes_on: Callable[[], bool]) -> Iterator[RowBehind]:
    now, covered = desk.now(), reports.answered_by_faq(desk)
    wanted = CAME if figure == TOTAL else {figure}
    for document in reports.visits(desk, looked_at, goes_on):
        seen = see(document, now)
        if seen is None:
            continue
        if figure == HIGHEST:
            parts = [""] if seen.peak is not None and not seen.is_missed else []
        else:
            parts = [part for name, part in seen.marks(covered) if name in wanted]
        yield from (RowBehind(reports.INTERACTIONS, str(document["id"]), part, _amount(seen, figure)) for part in parts)


def _amount(seen: SeenVisit, figure: str) -> float | None:
    if figure in LENGTHS:
        amount: float | None = getattr(seen, LENGTHS[figure])
        return amount
    return seen.peak if figure.startswith("kettle.") else None


def _ticked(
    desk: Session, looked_at: Period, key: str, habits_of: str, goes_on: Callable[[], bool]
) -> Iterator[RowBehind]:
    """The visits in which a step was ticked."""
    counts = reports.step_counts(habits_of)
    for document in reports.visits(desk, looked_at, goes_on):
        if (seen := see(document, desk.now())) and key in counts.of(document, is_ours=seen.clocks.is_ours)[1]:
            yield RowBehind(reports.INTERACTIONS, str(document["id"]), key)


def _about(desk: Session, looked_at: Period, words: str, goes_on: Callable[[], bool]) -> list[RowBehind]:
    """The visits that were about much the same; of a very long stretch those that were compared."""
    tally = Tally(desk.now())
    for document in reports.visits(desk, looked_at, goes_on):
        tally.add(document)
    group = next((group for group in reports.grouped(tally) if group.reason == words), None)
    return [RowBehind(reports.INTERACTIONS, identifier) for identifier in group.interactions] if group else []
