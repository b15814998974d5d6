"""What was asked for, and the answers (practice C2: every item, to the right name)."""

from dataclasses import replace

from deskapp.desk.log import with_draft
from deskapp.desk.service import serve
from deskapp.desk.session import Desk
from deskapp.errors import NotFoundError, RefusedError
from deskapp.model.interaction import Interaction, Request


def add(desk: Desk, interaction: Interaction, text: str) -> Interaction:
    """Write down one thing that was asked for."""
    line = " ".join(text.split())
    if not line:
        raise RefusedError("Nothing was written.", "Write what they asked for.")
    request, key = Request(desk.now(), line), desk.new_key(interaction.requests)
    return serve(
        desk,
        interaction,
        f"request '{line:.40}'",
        lambda it: replace(it, requests={**it.requests, key: request}, drafts=with_draft(it, "request")),
    )


def answer(desk: Desk, interaction: Interaction, key: str, text: str = "") -> Interaction:
    """Answer one request; the words of the answer may be left out."""
    asked = interaction.requests.get(key)
    if asked is None:
        raise NotFoundError("That request is not on this interaction.")
    answered = replace(asked, answer=" ".join(text.split()), answered_at=desk.now())
    return serve(
        desk,
        interaction,
        f"answer to '{asked.text:.40}'",
        lambda it: replace(it, requests={**it.requests, key: answered}, drafts=with_draft(it, "answer")),
    )
