"""Questions of one line: a note on a visit, a request, its answer, the end, ringing back, the words of a promise."""

from collections.abc import Callable

from deskapp import slots
from deskapp.desk.answers import reasons
from deskapp.desk.cards import customers
from deskapp.desk.promises import promises
from deskapp.desk.session import Session
from deskapp.desk.visits import gates, history, log, missed, numbers, requests
from deskapp.errors import RefusedError
from deskapp.messages import said
from deskapp.model.interaction import Interaction
from deskapp.model.promise import Promise
from deskapp.text import listed
from deskapp.text.folding import folded, holds, sought
from deskapp.ui.questions import preferences
from deskapp.ui.questions.choosing import LEAVES_IT, NOW, by_letter
from deskapp.ui.questions.typed import coached, on_visit, says, stored
from deskapp.ui.widgets.entry import Choice, NextStep, Question, Suggestions
from deskapp.ui.widgets.question import FINDS

SETTLED = "settled"


def reason(desk: Session, visit: Interaction) -> Question:
    """What it is about, stored as it is typed; what people usually come about is taken by its number alone."""
    usual = reasons.usual(desk)

    def picks(typed: str) -> reasons.UsualReason | None:
        return None if typed.strip() == visit.reason else reasons.numbered(usual, typed)

    def on_change(values: dict[str, str]) -> Suggestions:
        if picked := picks(values["reason"]):
            return Suggestions([Choice(picked.text, picked.text, _share(picked))], 0, said("Enter takes this one."))
        rows = [
            Choice(row.text, f"{number}  {row.text}", _share(row))
            for number, row in reasons.fitting(usual, values["reason"])
        ]
        hint = said("What is it about? It is kept as you type.")
        return Suggestions(rows, hint=said("What is it about? A number or Down takes one of these.") if rows else hint)

    def store(name: str, text: str) -> None:
        if not picks(text):
            log.set_reason(desk, visit, text)

    def submit(values: dict[str, str], chosen: str) -> NextStep:
        log.set_reason(desk, visit, chosen or values["reason"].strip())
        return ""

    def held() -> dict[str, str]:
        return {"reason": log.get(desk, visit.id).reason}

    return stored("About", [("reason", "About")], held, store, on_change, submit, may_be_empty=True, rows=5)


def _share(usual: reasons.UsualReason) -> str:
    return said("{times} of the last {all}", times=usual.times, all=usual.looked_at)


def reword(desk: Session, promise: Promise) -> Question:
    """Change the words of a promise."""
    return stored(
        "Promise",
        [("what", "Promise")],
        lambda: {"what": promises.get(desk, promise.id).what},
        lambda name, text: promises.reword(desk, promise, text),
        subject=promise.id,
    )


def note(desk: Session, visit: Interaction) -> Question:
    """One line of note; what may be an allergy in it is offered for the card."""

    def submit(values: dict[str, str], chosen: str) -> NextStep:
        log.note(desk, visit, values["note"])
        return preferences.after_note(desk, visit, values["note"], "Noted.")

    hint = says("Facts only. Enter adds the line, Esc keeps it for later.")
    return coached(on_visit(desk, visit, "Note", [("note", "Note", "")], submit, hint))


def request(desk: Session, visit: Interaction) -> Question:
    """What they ask for; of a pasted list each item is shown, and becomes a request of its own."""

    def on_change(values: dict[str, str]) -> Suggestions:
        texts = listed.items(values["request"])
        if len(texts) < 2:
            return Suggestions(hint="One thing they ask for. A pasted list becomes several.")
        rows = [Choice("", text) for text in texts]
        return Suggestions(rows, -1, f"{len(texts)} requests. Enter writes each of them down.")

    def submit(values: dict[str, str], chosen: str) -> str:
        before = len(visit.requests)
        added = len(requests.add(desk, visit, values["request"]).requests) - before
        done = f"{added} requests written down" if added > 1 else "Written down"
        return f"{done}. Every item gets an answer: {slots.key('answer')}."

    fields = [("request", "Asked for", "")]
    return on_visit(desk, visit, "Asked for", fields, submit, on_change, line_end=listed.MARK)


def to_answer(desk: Session, visit: Interaction) -> Question:
    """The answer to the request that waits, or which of several; where none waits, which answer is to be changed."""
    waiting = list(visit.open_requests)
    if not waiting and visit.requests:
        return which_answer(desk, visit)
    if not waiting:
        raise RefusedError("Nothing is asked for and unanswered.", f"{slots.press('request')} to write down a request.")
    return answer(desk, visit, waiting[0]) if len(waiting) == 1 else which_request(desk, visit)


def answer(desk: Session, visit: Interaction, key: str, words: str = "") -> Question:
    """The answer to one request, with what was typed for it before, else with `words`."""
    asked, draft, given = visit.requests[key], requests.draft_of(key), _given(visit)
    more = ". Down chooses one that was answered, to change it." if given else ""
    if not words and len(visit.open_requests) == 1:
        words = visit.drafts.get(requests.UNSETTLED, "")

    def submit(values: dict[str, str], chosen: str) -> NextStep:
        if chosen:
            return change_answer(desk, log.get(desk, visit.id), chosen)
        requests.answer(desk, visit, key, values[draft])
        return f"Answered: {asked.text}"

    hint = says(f"To: {asked.text}{more}", given)
    return coached(on_visit(desk, visit, "Answer", [(draft, "Answer", words)], submit, hint))


def which_request(desk: Session, visit: Interaction) -> Question:
    """Choose the request that is answered; words that find none are the answer to the one that is chosen."""
    rows = [*(Choice(key, request.text) for key, request in visit.open_requests.items()), *_given(visit)]
    name = requests.UNSETTLED

    def fitting(typed: str) -> list[Choice]:
        number = typed.strip()
        if number.isdecimal() and 1 <= int(number) <= len(rows):
            return [rows[int(number) - 1]]
        return [row for row in rows if sought(typed.strip()) in sought(row.text)]

    def on_change(values: dict[str, str]) -> Suggestions:
        if shown := fitting(values[name]):
            return Suggestions(shown, 0, "Words of it, a number, Up or Down; Enter answers.")
        return Suggestions(rows, -1, "No request says that. Down chooses one, and your words become its answer.", True)

    def submit(values: dict[str, str], chosen: str) -> Question:
        typed = values[name].strip()
        if chosen and chosen not in visit.open_requests:
            return change_answer(desk, log.get(desk, visit.id), chosen)
        if not chosen:
            raise RefusedError(f"No request says “{typed:.40}”.", "Down chooses one; your words become its answer.")
        log.draft(desk, visit, name, "")
        return answer(desk, log.get(desk, visit.id), chosen, "" if fitting(typed) else typed)

    def store(field: str, text: str) -> None:
        log.draft(desk, visit, name, "" if fitting(text) else text)

    return on_visit(desk, visit, "Answer", [(name, "Which one?", "")], submit, on_change, store=store)


def _given(visit: Interaction) -> list[Choice]:
    """The answers that were given, to be chosen and changed."""
    answered = (item for item in visit.requests.items() if item[1].answered_at is not None)
    return [Choice(key, request.text, f"answered: {request.answer or 'without a word'}") for key, request in answered]


def change_answer(desk: Session, visit: Interaction, key: str) -> Question:
    """One answer that was given, to be written anew; Escape leaves it as it was."""
    asked = visit.requests[key]

    def submit(values: dict[str, str], chosen: str) -> str:
        requests.answer(desk, log.get(desk, visit.id), key, values["answer"], again=True)
        return f"Answer changed: {asked.text}"

    by = f" {asked.answered_by} answered it." if asked.answered_by else ""
    hint = says(f"To: {asked.text}.{by} Esc leaves it as it was.")
    return coached(Question("Change answer", [("answer", "Answer", asked.answer)], submit, hint, subject=visit.id))


def which_answer(desk: Session, visit: Interaction) -> Question:
    """Choose the answer that is to be changed; the only one needs no choice."""
    rows = _given(visit)
    if len(rows) == 1:
        return change_answer(desk, visit, rows[0].value)

    def on_change(values: dict[str, str]) -> Suggestions:
        shown = [row for row in rows if holds(row.text, values["request"])]
        hint = "Words of it, Up or Down; Enter changes its answer."
        return Suggestions(shown, 0 if shown else -1, hint, bad=not shown)

    def submit(values: dict[str, str], chosen: str) -> NextStep:
        if not chosen:
            raise RefusedError(f"No request says “{values['request'].strip():.40}”.", "Type words of one, or Esc.")
        return change_answer(desk, log.get(desk, visit.id), chosen)

    fields = [("request", "Which one?", "")]
    return Question("Change answer", fields, submit, on_change, subject=visit.id, passing=FINDS)


def end(desk: Session, visit: Interaction) -> Question:
    """End with one line of outcome; what still stands open is shown first, then how such visits usually end."""
    if not visit.is_open:
        raise RefusedError("That interaction has ended already.", f"{slots.press('reopen')} to open it again.")
    points = gates.points(desk, visit)
    is_held = any(point.kind == "hard" for point in points)
    open_rows = [Choice("", point.text, "" if point.kind == "hard" else "worth a look") for point in points]
    usual = history.usual(desk, visit)

    def on_change(values: dict[str, str]) -> Suggestions:
        rows, numbered = _usual_rows(usual, values["outcome"])
        if is_held:
            hint = f"{len(points)} open. Esc goes back to them; Enter asks why to end anyway."
        elif points:
            hint = "Esc goes back to it; Enter ends it all the same."
        elif rows:
            hint = "One line: how did it come out? A number or Down takes one of these."
        else:
            hint = "One line: how did it come out? Enter ends it."
        return Suggestions([*open_rows, *rows], len(open_rows) if numbered else -1, hint, bad=bool(points))

    def submit(values: dict[str, str], chosen: str) -> NextStep:
        outcome = chosen or values["outcome"]
        if is_held and outcome.strip():
            log.draft(desk, visit, "outcome", outcome)
            return overrule(desk, visit, outcome)
        log.end(desk, visit, outcome)
        return f"Ended: {visit.known_as or visit.kind}"

    rows, fields = len(open_rows) + history.MOST, [("outcome", "Outcome", "")]
    return on_visit(desk, visit, "End", fields, submit, on_change, rows=rows, wraps=True)


def _usual_rows(usual: list[str], typed: str) -> tuple[list[Choice], bool]:
    """The usual outcomes that fit what is typed, and whether that is the number of one, which stands alone then."""
    words = typed.strip()
    if words.isdecimal() and 1 <= int(words) <= len(usual):
        return [Choice(usual[int(words) - 1], usual[int(words) - 1])], True
    fitting = [outcome for outcome in usual if folded(outcome).startswith(folded(words))]
    return [Choice(outcome, f"{usual.index(outcome) + 1}  {outcome}") for outcome in fitting], False


def overrule(desk: Session, visit: Interaction, outcome: str) -> Question:
    """Why it may end although something stands open."""

    def submit(values: dict[str, str], chosen: str) -> str:
        log.end(desk, visit, outcome, overruled=values["why"])
        return f"Ended: {visit.known_as or visit.kind}"

    kept = says("The reason is kept.", [Choice("", point) for point in gates.open_points(visit)])
    return Question("Why", [("why", "Why anyway?", "")], submit, kept, wraps=True, subject=visit.id)


def ring_back(desk: Session, visit: Interaction, begun: Callable[[str], None]) -> Question:
    """Ring a missed caller back, or nobody needs to any more; `begun` is told the id of the call that begins."""
    card = customers.of(desk, visit.customer.id) if visit.customer else None
    number = numbers.known(visit, card)
    rows = [
        Choice(NOW, f"The call to {visit.name or number} begins now", f"dial {number}"),
        Choice(SETTLED, "Nobody needs to ring back any more"),
    ]

    def taken(chosen: str) -> str:
        if chosen == NOW:
            begun(missed.ring_back(desk, visit).id)
            return f"Dial {number}."
        if chosen == SETTLED:
            missed.settle(desk, visit)
            return f"Settled: {missed.sentence(visit, desk.now())}"
        raise RefusedError("Nothing is chosen.", LEAVES_IT)

    return by_letter("Ring back", "Ring back", rows, taken, missed.sentence(visit, desk.now()), subject=visit.id)
