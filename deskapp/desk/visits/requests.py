"""What was asked for, and the answers (practice C2: every item, to the right name)."""

from dataclasses import replace

from deskapp import slots
from deskapp.desk.documents import with_entry
from deskapp.desk.session import Session
from deskapp.desk.visits.log import with_draft
from deskapp.desk.visits.service import serve
from deskapp.desk.visits.wording import for_whom
from deskapp.errors import NotFoundError, RefusedError
from deskapp.messages import counted, said
from deskapp.model.interaction import Interaction, Request
from deskapp.text import listed

UNSETTLED = "answer"
"""The draft of words that were typed as an answer before anybody said to which request."""


def draft_of(key: str) -> str:
    """Under which name the half-typed answer of one request is kept."""
    return f"{UNSETTLED} {key}"


def add(desk: Session, interaction: Interaction, text: str) -> Interaction:
    """Write down what was asked for; of a list each item is a request of its own, all of them one step."""
    texts = listed.items(text)
    if not texts:
        raise RefusedError(said("Nothing was written."), said("Write what they asked for."))
    now = desk.now()
    words = counted(len(texts), "request '{text:.40}'", "{count} requests", text=texts[0])

    def alter(visit: Interaction) -> Interaction:
        for text in texts:
            visit = with_entry(desk, visit, "requests", Request(now, text))
        return replace(visit, drafts=with_draft(visit, "request"))

    return serve(desk, interaction, words, alter)


def answer_number(
    desk: Session, interaction: Interaction, text: str = "", *, number: str = "", again: bool = False
) -> Interaction:
    """Answer the one open request, or the one whose `number` is given, counted from 1.

    Raises RefusedError where none is open, several are and no number is given, or there is none of that number.
    """
    name, keys = for_whom(interaction), list(interaction.requests)
    still_open = list(interaction.open_requests)
    if number and (not number.isdecimal() or not 1 <= int(number) <= len(keys)):
        raise RefusedError(
            said("There is no request {number:.10}{name}.", number=number, name=name),
            said("They go from 1 to {number}.", number=len(keys)),
        )
    if not number and not still_open:
        raise RefusedError(said("No request is open{name}.", name=name))
    if not number and len(still_open) > 1:
        told = "; ".join(f"{keys.index(key) + 1} {interaction.requests[key].text}" for key in still_open)
        raise RefusedError(
            said("{number} requests are open{name}: {told}.", number=len(still_open), name=name, told=told),
            said("Say which by its number."),
        )
    return answer(desk, interaction, keys[int(number) - 1] if number else still_open[0], text, again=again)


def answer(desk: Session, interaction: Interaction, key: str, text: str = "", *, again: bool = False) -> Interaction:
    """Answer one request; the words of the answer may be left out.

    Raises RefusedError for one that was answered before, by whomever, unless its answer is to be written `again`.
    """
    asked = interaction.requests.get(key)
    if asked is None:
        raise NotFoundError(said("That request is not on this interaction."))
    now = desk.now()

    def alter(visit: Interaction) -> Interaction:
        request = visit.requests.get(key, asked)
        if request.answered_at and not again:
            raise _answered_already(request)
        answered = replace(request, answer=" ".join(text.split()), answered_at=now, answered_by=desk.staff)
        dropped = {draft_of(key)} if visit.open_requests.keys() - {key} else {draft_of(key), UNSETTLED}
        drafts = {name: words for name, words in visit.drafts.items() if name not in dropped}
        return replace(visit, requests={**visit.requests, key: answered}, drafts=drafts)

    return serve(desk, interaction, f"answer to '{asked.text:.40}'", alter)


def _answered_already(request: Request) -> RefusedError:
    words = f": “{request.answer:.60}”" if request.answer else ", without a word"
    return RefusedError(
        f"{request.answered_by or 'Somebody'} has answered “{request.text:.40}” already{words}.",
        said("A note adds to that; {answer} writes the answer anew.", answer=slots.key("answer")),
    )
