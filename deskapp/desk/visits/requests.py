"""What was asked for, and the answers (practice C2: every item, to the right name)."""

from dataclasses import replace

from deskapp import slots
from deskapp.desk.session import Session
from deskapp.desk.visits.log import with_draft
from deskapp.desk.visits.service import serve
from deskapp.errors import NotFoundError, RefusedError
from deskapp.model.interaction import Interaction, Request
from deskapp.text import listed

UNSETTLED = "answer"
"""The draft of words that were typed as an answer before anybody said to which request."""


def draft_of(key: str) -> str:
    """Under which name the half-typed answer of one request is kept."""
    return f"{UNSETTLED} {key}"


def _answered_drafts(interaction: Interaction, key: str) -> dict[str, str]:
    others = any(other != key for other in interaction.open_requests)
    dropped = (draft_of(key),) if others else (draft_of(key), UNSETTLED)
    return {name: text for name, text in interaction.drafts.items() if name not in dropped}


def add(desk: Session, interaction: Interaction, text: str) -> Interaction:
    """Write down what was asked for; of a list each item is a request of its own, all of them one step."""
    texts = listed.items(text)
    if not texts:
        raise RefusedError("Nothing was written.", "Write what they asked for.")
    now = desk.now()
    taken, added = set(interaction.requests), {}
    for line in texts:
        key = desk.new_key(taken)
        taken.add(key)
        added[key] = Request(now, line)
    words = f"request '{texts[0]:.40}'" if len(texts) == 1 else f"{len(texts)} requests"
    return serve(
        desk,
        interaction,
        words,
        lambda it: replace(it, requests={**it.requests, **added}, drafts=with_draft(it, "request")),
    )


def answer_number(
    desk: Session, interaction: Interaction, text: str = "", *, number: str = "", again: bool = False
) -> Interaction:
    """Answer the one open request, or the one whose `number` is given, counted from 1.

    Raises RefusedError where none is open, several are and no number is given, or there is none of that number.
    """
    return answer(desk, interaction, _key(interaction, number), text, again=again)


def _key(visit: Interaction, number: str) -> str:
    """The key of the request that is meant."""
    name = f" for {visit.name}" if visit.name else ""
    keys = list(visit.requests) if number else list(visit.open_requests)
    if number:
        if not number.isdecimal() or not 1 <= int(number) <= len(keys):
            raise RefusedError(f"There is no request {number:.10}{name}.", f"They go from 1 to {len(keys)}.")
        return keys[int(number) - 1]
    if not keys:
        raise RefusedError(f"No request is open{name}.")
    if len(keys) > 1:
        listed = "; ".join(f"{list(visit.requests).index(key) + 1} {visit.requests[key].text}" for key in keys)
        raise RefusedError(f"{len(keys)} requests are open{name}: {listed}.", "Say which by its number.")
    return keys[0]


def answer(desk: Session, interaction: Interaction, key: str, text: str = "", *, again: bool = False) -> Interaction:
    """Answer one request; the words of the answer may be left out.

    Raises RefusedError for one that was answered before, by whomever, unless its answer is to be written `again`.
    """
    asked = interaction.requests.get(key)
    if asked is None:
        raise NotFoundError("That request is not on this interaction.")
    now = desk.now()

    def alter(newest: Interaction) -> Interaction:
        request = newest.requests.get(key, asked)
        if not again:
            _refuse_answered(request)
        answered = replace(request, answer=" ".join(text.split()), answered_at=now, answered_by=desk.staff)
        return replace(newest, requests={**newest.requests, key: answered}, drafts=_answered_drafts(newest, key))

    return serve(desk, interaction, f"answer to '{asked.text:.40}'", alter)


def _refuse_answered(request: Request) -> None:
    if request.answered_at is None:
        return
    words = f": “{request.answer:.60}”" if request.answer else ", without a word"
    raise RefusedError(
        f"{request.answered_by or 'Somebody'} has answered “{request.text:.40}” already{words}.",
        f"A note adds to that; {slots.key('answer')} writes the answer anew.",
    )
