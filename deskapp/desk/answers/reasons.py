"""What people usually come about, from the shop's own recent visits; it is looked up once when the question opens."""

from collections import Counter
from datetime import timedelta
from itertools import islice

from deskapp.desk.answers import concerns
from deskapp.desk.session import Session
from deskapp.desk.visits import history
from deskapp.model.document import instant_text
from deskapp.model.frozen import dataclass
from deskapp.text.folding import holds, words

RECENT = timedelta(days=92)
FEWEST, MOST, LONGEST = 2, 9, 60


@dataclass(frozen=True, slots=True)
class UsualReason:
    """What several visits were about, in the same words: `times` of the `looked_at` newest with a reason."""

    text: str
    times: int
    looked_at: int


def usual(desk: Session) -> list[UsualReason]:
    """What two or more of the newest ended visits of three months were about, the most usual first."""
    since = instant_text(desk.now() - RECENT)
    times, texts, looked_at = Counter[str](), dict[str, str](), 0
    for document in islice(history.newest(desk, b'"state":"ended"'), history.LOOKED_AT):
        if str(document.get("arrived_at") or "") < since or not concerns.asks(document):
            continue
        looked_at += 1
        text = " ".join(str(document["reason"]).split())
        if (key := " ".join(words(text))) and len(text) <= LONGEST:
            texts.setdefault(key, text)
            times[key] += 1
    often = [(key, count) for key, count in times.most_common(MOST) if count >= FEWEST]
    return [UsualReason(texts[key], count, looked_at) for key, count in often]


def numbered(usual_ones: list[UsualReason], typed: str) -> UsualReason | None:
    """The one whose number is typed and nothing else: the 2 of `2 strings broken` begins words and takes none."""
    number = typed.strip()
    is_number = number.isascii() and number.isdecimal() and len(number) == 1
    return usual_ones[int(number) - 1] if is_number and 1 <= int(number) <= len(usual_ones) else None


def fitting(usual_ones: list[UsualReason], typed: str) -> list[tuple[int, UsualReason]]:
    """Those that hold what is typed, each with its number in the whole list; what is written already is not offered."""
    return [
        (number, reason)
        for number, reason in enumerate(usual_ones, 1)
        if holds(reason.text, typed) and words(reason.text) != words(typed)
    ]
