"""Questions of one line: what it is about, a note, a request, its answer, the end."""

from collections.abc import Callable
from dataclasses import replace

from deskapp import slots
from deskapp.desk.session import Session
from deskapp.desk.visits import already_here, gates, history, log, requests
from deskapp.errors import RefusedError
from deskapp.model.interaction import Interaction
from deskapp.text import listed
from deskapp.text.folding import folded, sought
from deskapp.ui.questions import allergy, answers
from deskapp.ui.questions.coached import coached
from deskapp.ui.questions.who import void
from deskapp.ui.widgets.entry import Choice, NextStep, Question, Suggestions

Done = Callable[[dict[str, str], str], NextStep]


def drafting(desk: Session, interaction: Interaction) -> Callable[[str, str], None]:
    """What keeps a field's words on the visit while they are typed."""
    return lambda name, text: void(log.draft(desk, interaction, name, text))


def forget(desk: Session, interaction: Interaction, *names: str) -> Callable[[], None]:
    """Leaving an empty field forgets its draft; what was typed is kept for the next time."""

    def left() -> None:
        drafts = log.get(desk, interaction.id).drafts
        for name in names:
            if name in drafts and not drafts[name].strip():
                log.draft(desk, interaction, name, "")

    return left


def reason(desk: Session, interaction: Interaction) -> Question:
    """What it is about; stored as it is typed."""

    def submit(values: dict[str, str], chosen: str) -> str:
        log.set_reason(desk, interaction, values["reason"].strip())
        return ""

    return Question(
        title="About",
        fields=[("reason", "About", interaction.reason)],
        store=lambda name, text: void(log.set_reason(desk, interaction, text)),
        submit=submit,
        on_change=lambda values: Suggestions(hint="What is it about? It is kept as you type."),
        edits=True,
        holds=lambda: {"reason": log.get(desk, interaction.id).reason},
    )


def telling_of_others(desk: Session, interaction: Interaction, question: Question) -> Question:
    """The question who it is; once that is known it tells of another open visit of the same person.

    Where something more is asked then, it is told in that question, and again once that is done or left.
    """

    def also() -> str:
        sentence = already_here.told(desk, log.get(desk, interaction.id))
        return f"{sentence} {slots.key('other_visit')} goes there." if sentence else ""

    def told(result: NextStep) -> NextStep:
        if isinstance(result, Question):
            return telling(result)
        return f"{also()} {result or ''}".strip() if result is None or isinstance(result, str) else result

    def telling(more: Question) -> Question:
        known = also()
        left = (lambda: known) if known else more.left
        make_new = more.makes_new
        return replace(
            more,
            on_change=lambda values: _after(known, more.on_change(values)),
            submit=after(more.submit),
            left=left,
            makes_new=(lambda values: told(make_new(values))) if make_new else None,
        )

    def after(submit: Done) -> Done:
        return lambda values, chosen: told(submit(values, chosen))

    def left() -> str:
        said = question.left()
        return f"{also()} {said if isinstance(said, str) else ''}".strip()

    make_new = question.makes_new
    return replace(
        question,
        submit=after(question.submit),
        left=left,
        makes_new=(lambda values: told(make_new(values))) if make_new else None,
    )


def _after(sentence: str, offer: Suggestions) -> Suggestions:
    """An offer whose hint follows on a sentence."""
    return replace(offer, hint=f"{sentence} {offer.hint}") if sentence else offer


def note(desk: Session, interaction: Interaction) -> Question:
    """One line of note."""

    def submit(values: dict[str, str], chosen: str) -> NextStep:
        log.note(desk, interaction, values["note"])
        return allergy.after_note(desk, interaction, values["note"], "Noted.")

    return coached(
        Question(
            title="Note",
            fields=[("note", "Note", interaction.drafts.get("note", ""))],
            store=drafting(desk, interaction),
            submit=submit,
            left=forget(desk, interaction, "note"),
            on_change=lambda values: Suggestions(hint="Facts only. Enter adds the line, Esc keeps it for later."),
        )
    )


def request(desk: Session, interaction: Interaction) -> Question:
    """What they ask for; of a pasted list each item is shown, and becomes a request of its own."""

    def on_change(values: dict[str, str]) -> Suggestions:
        texts = listed.items(values["request"])
        if len(texts) < 2:
            return Suggestions(hint="One thing they ask for. A pasted list becomes several.")
        choices = [Choice("", text) for text in texts]
        return Suggestions(choices, -1, f"{len(texts)} requests. Enter writes each of them down.")

    def submit(values: dict[str, str], chosen: str) -> str:
        before = len(interaction.requests)
        added = len(requests.add(desk, interaction, values["request"]).requests) - before
        many = f"{added} requests written down" if added > 1 else "Written down"
        return f"{many}. Every item gets an answer: {slots.key('answer')}."

    return Question(
        title="Asked for",
        fields=[("request", "Asked for", interaction.drafts.get("request", ""))],
        store=drafting(desk, interaction),
        submit=submit,
        left=forget(desk, interaction, "request"),
        on_change=on_change,
        line_end=listed.MARK,
        subject=interaction.id,
    )


def answer(desk: Session, interaction: Interaction, key: str, words: str = "") -> Question:
    """The answer to one request, with what was typed for it before, else with `words`."""
    asked, draft = interaction.requests[key], requests.draft_of(key)
    given = answers.given(interaction)
    more = " Down chooses one that was answered, to change it." if given else ""
    if not words and len(interaction.open_requests) == 1:
        words = interaction.drafts.get(requests.UNSETTLED, "")

    def submit(values: dict[str, str], chosen: str) -> NextStep:
        if chosen:
            return answers.change(desk, log.get(desk, interaction.id), chosen)
        requests.answer(desk, interaction, key, values[draft])
        return f"Answered: {asked.text}"

    return coached(
        Question(
            title="Answer",
            fields=[(draft, "Answer", interaction.drafts.get(draft, "") or words)],
            store=drafting(desk, interaction),
            submit=submit,
            left=forget(desk, interaction, draft),
            on_change=lambda values: Suggestions(given, -1, f"To: {asked.text}{more and '.'}{more}"),
            subject=interaction.id,
        )
    )


def which_request(desk: Session, interaction: Interaction) -> Question:
    """Choose the request that is answered; words that find none are the answer to the one that is chosen."""
    choices = [Choice(key, request.text) for key, request in interaction.open_requests.items()]
    choices += answers.given(interaction)
    name = requests.UNSETTLED

    def fitting(typed: str) -> list[Choice]:
        number = typed.strip()
        if number.isdecimal() and 1 <= int(number) <= len(choices):
            return [choices[int(number) - 1]]
        return [choice for choice in choices if sought(typed.strip()) in sought(choice.text)]

    def on_change(values: dict[str, str]) -> Suggestions:
        found = fitting(values[name])
        if found:
            return Suggestions(found, 0, "Words of it, a number, Up or Down; Enter answers.")
        return Suggestions(
            choices, -1, "No request says that. Down chooses one, and your words become its answer.", bad=True
        )

    def submit(values: dict[str, str], chosen: str) -> Question | str:
        typed = values[name].strip()
        if chosen and chosen not in interaction.open_requests:
            return answers.change(desk, log.get(desk, interaction.id), chosen)
        if not chosen:
            raise RefusedError(f"No request says “{typed:.40}”.", "Down chooses one; your words become its answer.")
        log.draft(desk, interaction, name, "")
        return answer(desk, log.get(desk, interaction.id), chosen, "" if fitting(typed) else typed)

    def store(field: str, text: str) -> None:
        log.draft(desk, interaction, name, "" if fitting(text) else text)

    return Question(
        title="Answer",
        fields=[(name, "Which one?", interaction.drafts.get(name, ""))],
        on_change=on_change,
        store=store,
        submit=submit,
        left=forget(desk, interaction, name),
        subject=interaction.id,
    )


def end(desk: Session, interaction: Interaction) -> Question:
    """End with one line of outcome; what still stands open is shown first, then how such visits usually end."""
    points = gates.points(desk, interaction)
    hard = [point for point in points if point.kind == "hard"]
    open_rows = [Choice("", point.text, "" if point.kind == "hard" else "worth a look") for point in points]
    usual = history.usual(desk, interaction)

    def on_change(values: dict[str, str]) -> Suggestions:
        rows, numbered = _usual_rows(usual, values["outcome"])
        selected = len(open_rows) if numbered else -1
        if hard:
            hint = f"{len(points)} open. Esc goes back to them; Enter asks why to end anyway."
        elif points:
            hint = "Esc goes back to it; Enter ends it all the same."
        elif rows:
            hint = "One line: how did it come out? A number or Down takes one of these."
        else:
            hint = "One line: how did it come out? Enter ends it."
        return Suggestions([*open_rows, *rows], selected, hint, bad=bool(points))

    def submit(values: dict[str, str], chosen: str) -> Question | str:
        outcome = chosen or values["outcome"]
        if hard and outcome.strip():
            log.draft(desk, interaction, "outcome", outcome)
            return overrule(desk, interaction, outcome)
        log.end(desk, interaction, outcome)
        return f"Ended: {interaction.known_as or interaction.kind}"

    return Question(
        title="End",
        fields=[("outcome", "Outcome", interaction.drafts.get("outcome", ""))],
        on_change=on_change,
        store=drafting(desk, interaction),
        submit=submit,
        left=forget(desk, interaction, "outcome"),
        rows=len(open_rows) + history.MOST,
        wraps=True,
        subject=interaction.id,
    )


def _usual_rows(usual: list[str], typed: str) -> tuple[list[Choice], bool]:
    """The usual outcomes that fit what is typed, and whether that is the number of one, which stands alone then."""
    sought = typed.strip()
    if sought.isdecimal() and 1 <= int(sought) <= len(usual):
        return [Choice(usual[int(sought) - 1], usual[int(sought) - 1])], True
    fitting = [outcome for outcome in usual if folded(outcome).startswith(folded(sought))]
    return [Choice(outcome, f"{usual.index(outcome) + 1}  {outcome}") for outcome in fitting], False


def overrule(desk: Session, interaction: Interaction, outcome: str) -> Question:
    """Why it may end although something stands open."""
    choices = [Choice("", point) for point in gates.open_points(interaction)]

    def submit(values: dict[str, str], chosen: str) -> str:
        log.end(desk, interaction, outcome, overruled=values["why"])
        return f"Ended: {interaction.known_as or interaction.kind}"

    return Question(
        title="Why",
        fields=[("why", "Why anyway?", "")],
        on_change=lambda values: Suggestions(choices, hint="The reason is kept."),
        submit=submit,
        wraps=True,
        subject=interaction.id,
    )
