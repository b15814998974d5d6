"""Concerns that repeat without an entry in the FAQ, and how much of the log the FAQ covers (practice G1)."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import islice

from deskapp.desk.session import Session
from deskapp.desk.visits.documents import was_ours
from deskapp.messages import counted, said
from deskapp.model.document import Document
from deskapp.model.faq_entry import FaqEntry
from deskapp.model.frozen import dataclass
from deskapp.text.folding import words

LOOKED_AT = 2000
ALIKE = 0.6
SAY_LITTLE = frozenset(  # function words, and those that stand in every reason
    words("""
    the and for her his its our your their with from about that this has have had was were are will would can
    could does did how what when who where why out again wants want asks asked needs need please they she you
    """)
)
FEWEST, TELLING = 2, 4


@dataclass(frozen=True, slots=True)
class Concern:
    """One concern that came several times: its shortest wording, the interactions it came in, and their outcomes."""

    reason: str
    interactions: tuple[str, ...]
    outcomes: tuple[str, ...] = ()

    @property
    def times(self) -> int:
        """How often it came."""
        return len(self.interactions)


@dataclass(frozen=True, slots=True)
class FaqCoverage:
    """What the newest interactions say about the FAQ. `with_entry` of `looked_at` have one."""

    looked_at: int
    with_entry: int
    concerns: tuple[Concern, ...]

    @property
    def told(self) -> str:
        """How much of the log the FAQ covers, in one sentence without a full stop."""
        if not self.looked_at:
            return said("nobody has asked anything yet")
        return counted(
            self.looked_at,
            "answers {answered} of the last question",
            "answers {answered:,} of the last {count:,} questions",
            answered=self.with_entry,
        )


def says_why(visit: Document) -> bool:
    """Whether it is written down what somebody came about; a caller who gave up told nobody."""
    reason = visit.get("reason")
    return isinstance(reason, str) and bool(reason.strip()) and not visit.get("missed_at")


def asks(visit: Document) -> bool:
    """Whether somebody came with a question: it is known what it was about, and it wasn't us who called."""
    return says_why(visit) and not was_ours(visit)


def newest(desk: Session) -> list[Document]:
    """The newest visits of people who came with a question."""
    return list(islice(filter(asks, desk.book.select("interactions", archived=True)), LOOKED_AT))


def weigh(documents: Sequence[Document], entries: Iterable[FaqEntry]) -> FaqCoverage:
    """What some interactions say about the FAQ; it looks into nothing else, so that a thread of its own may do it."""
    covered = {visit for entry in entries for visit in entry.asked}
    uncovered = [document for document in documents if document["id"] not in covered]
    return FaqCoverage(len(documents), len(documents) - len(uncovered), tuple(group(uncovered)))


def group(documents: Iterable[Document]) -> list[Concern]:
    """Interactions whose reasons share most of what they say, by how often they came; single ones are left out.

    Each is compared with the first of every group that shares one of its rarest words.
    """
    read = [(document, frozenset(words(str(document["reason"])))) for document in documents]
    spread = Counter(word for _, held in read for word in held)
    weights = {word: _weight(word, len(read) / count) for word, count in spread.items()}
    groups: list[list[Document]] = []
    heads: list[tuple[frozenset[str], float]] = []
    by_word: defaultdict[str, list[int]] = defaultdict(list)
    for document, held in read:
        own = sum(map(weights.__getitem__, held))
        telling = sorted(held, key=lambda word: (-weights[word], word))[:TELLING]
        best, best_share = -1, ALIKE
        for place in {place for word in telling for place in by_word[word]}:
            head, weight = heads[place]
            share = 2 * sum(map(weights.__getitem__, held & head)) / (own + weight)
            if share >= best_share:
                best, best_share = place, share
        if best < 0:
            best = len(groups)
            groups.append([])
            heads.append((held, own))
            for word in telling:
                by_word[word].append(best)
        groups[best].append(document)
    concerns = [_concern(members) for members in groups if len(members) >= FEWEST]
    return sorted(concerns, key=lambda concern: (-concern.times, concern.reason.casefold()))


def _weight(word: str, rarity: float) -> float:
    return math.log(1 + rarity) * (0.2 if len(word) < 3 or word in SAY_LITTLE else 1.0)


def _concern(members: Sequence[Document]) -> Concern:
    reasons = (str(document["reason"]).strip() for document in members)
    outcomes = Counter(filter(None, (str(document.get("outcome") or "").strip() for document in members)))
    return Concern(
        min(reasons, key=lambda text: (len(text), text)),
        tuple(str(document["id"]) for document in members),
        tuple(text for text, _ in outcomes.most_common(3)),
    )
