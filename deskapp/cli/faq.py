"""Commands on the FAQ: look an answer up, add an entry."""

from deskapp import slots
from deskapp.cli.call import Call
from deskapp.commands import meant
from deskapp.desk import faq as verbs
from deskapp.desk.faq_search import ENOUGH, FaqIndex
from deskapp.errors import NotFoundError, RefusedError

MOST_FOUND = 20


def faq(call: Call) -> None:
    """The answers to a question, the best first; without words all of them, the one asked most often first."""
    entries, text = verbs.everything(call.desk), call.text("text")
    if text:
        entries = [one for share, one in FaqIndex(entries).search(text, MOST_FOUND) if share >= ENOUGH]
    if call.json:
        documents = (call.desk.book.get(verbs.TABLE, one.id) for one in entries)
        call.array(document for document in documents if document is not None)
    else:
        for one in entries:
            call.line(f"{one.question}  ({one.times} ×, {meant.short(one.id)})")
            call.line(f"    {one.answer}")
    if text and not entries:
        raise NotFoundError(f"Nothing in the FAQ answers '{text:.60}'.", f"`{slots.DESKAPP}faq` lists all of it.")
    if not entries:
        call.say(f"The FAQ is empty. `{slots.DESKAPP}faq-add QUESTION --answer TEXT` makes an entry.")


def add(call: Call) -> None:
    """A new entry."""
    try:
        one = verbs.make(call.desk, call.text("question"), call.text("answer"), although=call.arguments.new)
    except verbs.AskedBeforeError as error:
        raise RefusedError(error.sentence, "Add --new if this is another question.") from error
    call.done(f"In the FAQ: {one.question} ({meant.short(one.id)})", (verbs.TABLE, one.id))
