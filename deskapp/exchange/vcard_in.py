"""vCard 2.1, 3.0 and 4.0 into drafts: one bad card never loses the file, and nothing goes without a word."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from deskapp.errors import RefusedError
from deskapp.exchange.batch import MOST_RECORDS, Batch, CardDraft, Refused
from deskapp.exchange.vcard_fields import take
from deskapp.exchange.vcard_gathered import Gathered
from deskapp.exchange.vcard_lines import LONGEST, PICTURES, ContentLine, content_lines
from deskapp.messages import said
from deskapp.text.safe import excerpt

MOST_LINES = 2_000
MOST_LINES_IN_ALL = 3_000_000
_MOST_NOTES = 20


@dataclass(slots=True)
class _Card:
    number: int
    lines: list[ContentLine] = field(default_factory=list)
    dropped: int = 0
    ended: bool = False


def read_vcards(data: bytes) -> Batch:
    """The cards of a file whose bytes are UTF-8 or any 8-bit charset (see `text.as_utf8`)."""
    drafts: list[CardDraft] = []
    refused: list[Refused] = []
    notes: list[str] = []
    left_out: Counter[str] = Counter()
    for card in _cards(data, refused):
        if len(drafts) + len(refused) >= MOST_RECORDS:
            raise RefusedError(
                said("The file has more than {most_records:,} cards.", most_records=MOST_RECORDS),
                said("Split it into smaller files."),
            )
        gathered = Gathered()
        for line in card.lines:
            if line.cut:
                notes.append(
                    said(
                        "Line {number}: {name} is longer than {longest} KB and was left out.",
                        number=line.number,
                        name=line.name,
                        longest=LONGEST // 1024,
                    )
                )
            elif not take(gathered, line):
                left_out[line.name] += 1
        reason = gathered.refusal()
        if reason:
            refused.append(Refused(card.number, reason, excerpt(" ".join(line.value for line in card.lines[:4]))))
            continue
        notes += _faults(card)
        drafts.append(gathered.draft(card.number))
    return Batch("vcard", tuple(drafts), refused=tuple(refused), notes=tuple(_shortened(notes) + _summary(left_out)))


def _faults(card: _Card) -> Iterator[str]:
    """What is said of a card that was read although its lines are not as they should be."""
    if not card.ended:
        yield said("Line {number}: the card has no end; what was there was read.", number=card.number)
    if card.dropped:
        yield said(
            "Line {number}: {dropped} lines beyond {most_lines} were left out.",
            number=card.number,
            dropped=card.dropped,
            most_lines=MOST_LINES,
        )


def _cards(data: bytes, refused: list[Refused]) -> Iterator[_Card]:
    """Divide the lines into cards; a card inside a card (`AGENT`) is passed over with its own begin and end."""
    card: _Card | None = None
    inside, stray = 0, False
    idle = 0
    for number, line in enumerate(content_lines(data)):
        if number > MOST_LINES_IN_ALL or idle > MOST_RECORDS:
            raise RefusedError(
                said("The file has too many lines for an address book."), said("Export it again, in parts.")
            )
        edge = line.name if line.name in ("BEGIN", "END") and line.value.strip().upper() == "VCARD" else ""
        if edge == "BEGIN":
            if card and card.lines and card.lines[-1].name == "AGENT" and not card.lines[-1].value.strip():
                inside += 1
                continue
            if card:
                yield card
            card, inside, stray = _Card(line.number), 0, False
        elif card and line.name == "AGENT" and line.value.strip().upper() == "BEGIN:VCARD" and not inside:
            card.lines.append(line)
            inside = 1
        elif edge == "END" and inside:
            inside -= 1
        elif edge == "END" and card:
            card.ended = True
            yield card
            card = None
        elif card is None:
            if not stray:
                words = excerpt(f"{line.name} {line.value}")
                refused.append(
                    Refused(line.number, said("it stands outside of any card, and so may the next lines"), words)
                )
            stray = True
            idle += 1
        elif inside:
            continue
        elif len(card.lines) < MOST_LINES:
            card.lines.append(line)
        else:
            card.dropped += 1
            idle += 1
    if card:
        yield card


def _shortened(notes: list[str]) -> list[str]:
    more = len(notes) - _MOST_NOTES
    return [*notes[:_MOST_NOTES], f"… and {more} more like these."] if more > 0 else notes


def _summary(left_out: Counter[str]) -> list[str]:
    pictures = sum(left_out[name] for name in PICTURES)
    told = (
        [said("Pictures, sounds and keys left out, for a card holds words only: {pictures}.", pictures=pictures)]
        if pictures
        else []
    )
    others = [f"{name[:40]} ({count})" for name, count in left_out.most_common(40) if name not in PICTURES]
    return told + (
        [said("Left out, as a card has no place for it: {others}.", others=", ".join(others))] if others else []
    )
