"""Questions of one line: what it is about, a note, a request, its answer, the end."""

from collections.abc import Callable
from dataclasses import replace

from deskapp import slots
from deskapp.desk import already_here, gates, listed, log, outcomes, requests
from deskapp.desk.session import Desk
from deskapp.errors import RefusedError
from deskapp.model.interaction import Interaction
from deskapp.text.folding import folded, sought
from deskapp.ui.asks import allergy, answers
from deskapp.ui.asks.coached import coached
from deskapp.ui.asks.who import void
from deskapp.ui.widgets.entry import Ask, Choice, Next, Offer

Done = Callable[[dict[str, str], str], Next]


def drafting(desk: Desk, interaction: Interaction) -> Callable[[str, str], None]:
    """What keeps a field's words on the visit while they are typed."""
    return lambda name, text: void(log.draft(desk, interaction, name, text))


def forget(desk: Desk, interaction: Interaction, *names: str) -> Callable[[], None]:
    """Leaving an empty field forgets its draft; what was typed is kept for the next time."""

    def left() -> None:
        drafts = log.get(desk, interaction.id).drafts
        for name in names:
            if name in drafts and not drafts[name].strip():
                log.draft(desk, interaction, name, "")

    return left


def reason(desk: Desk, interaction: Interaction) -> Ask:
    """What it is about; stored as it is typed."""

    def done(values: dict[str, str], chosen: str) -> str:
        log.set_reason(desk, interaction, values["reason"].strip())
        return ""

    return Ask(
        title="About",
        fields=[("reason", "About", interaction.reason)],
        store=lambda name, text: void(log.set_reason(desk, interaction, text)),
        done=done,
        react=lambda values: Offer(hint="What is it about? It is kept as you type."),
        edits=True,
        holds=lambda: {"reason": log.get(desk, interaction.id).reason},
    )


def telling_of_others(desk: Desk, interaction: Interaction, question: Ask) -> Ask:
    """The question who it is; once that is known it tells of another open visit of the same person.

    Where something more is asked then, it is told in that question, and again once that is done or left.
    """

    def also() -> str:
        sentence = already_here.told(desk, log.get(desk, interaction.id))
        return f"{sentence} {slots.key('other_visit')} goes there." if sentence else ""

    def told(result: Next) -> Next:
        if isinstance(result, Ask):
            return telling(result)
        return f"{also()} {result or ''}".strip() if result is None or isinstance(result, str) else result

    def telling(more: Ask) -> Ask:
        known = also()
        left = (lambda: known) if known else more.left
        make_new = more.makes_new
        return replace(
            more,
            react=lambda values: _after(known, more.react(values)),
            done=after(more.done),
            left=left,
            makes_new=(lambda values: told(make_new(values))) if make_new else None,
        )

    def after(done: Done) -> Done:
        return lambda values, chosen: told(done(values, chosen))

    def left() -> str:
        said = question.left()
        return f"{also()} {said if isinstance(said, str) else ''}".strip()

    make_new = question.makes_new
    return replace(
        question,
        done=after(question.done),
        left=left,
        makes_new=(lambda values: told(make_new(values))) if make_new else None,
    )


def _after(sentence: str, offer: Offer) -> Offer:
    """An offer whose hint follows on a sentence."""
    return replace(offer, hint=f"{sentence} {offer.hint}") if sentence else offer


def note(desk: Desk, interaction: Interaction) -> Ask:
    """One line of note."""

    def done(values: dict[str, str], chosen: str) -> Next:
        log.note(desk, interaction, values["note"])
        return allergy.after_note(desk, interaction, values["note"], "Noted.")

    return coached(
        Ask(
            title="Note",
            fields=[("note", "Note", interaction.drafts.get("note", ""))],
            store=drafting(desk, interaction),
            done=done,
            left=forget(desk, interaction, "note"),
            react=lambda values: Offer(hint="Facts only. Enter adds the line, Esc keeps it for later."),
        )
    )


def request(desk: Desk, interaction: Interaction) -> Ask:
    """What they ask for; of a pasted list each item is shown, and becomes a request of its own."""

    def react(values: dict[str, str]) -> Offer:
        texts = listed.items(values["request"])
        if len(texts) < 2:
            return Offer(hint="One thing they ask for. A pasted list becomes several.")
        choices = [Choice("", text) for text in texts]
        return Offer(choices, -1, f"{len(texts)} requests. Enter writes each of them down.")

    def done(values: dict[str, str], chosen: str) -> str:
        before = len(interaction.requests)
        added = len(requests.add(desk, interaction, values["request"]).requests) - before
        many = f"{added} requests written down" if added > 1 else "Written down"
        return f"{many}. Every item gets an answer: {slots.key('answer')}."

    return Ask(
        title="Asked for",
        fields=[("request", "Asked for", interaction.drafts.get("request", ""))],
        store=drafting(desk, interaction),
        done=done,
        left=forget(desk, interaction, "request"),
        react=react,
        line_end=listed.MARK,
        subject=interaction.id,
    )


def answer(desk: Desk, interaction: Interaction, key: str, words: str = "") -> Ask:
    """The answer to one request, with what was typed for it before, else with `words`."""
    asked, draft = interaction.requests[key], requests.draft_of(key)
    given = answers.given(interaction)
    more = " Down chooses one that was answered, to change it." if given else ""
    if not words and len(interaction.open_requests) == 1:
        words = interaction.drafts.get(requests.UNSETTLED, "")

    def done(values: dict[str, str], chosen: str) -> Next:
        if chosen:
            return answers.change(desk, log.get(desk, interaction.id), chosen)
        requests.answer(desk, interaction, key, values[draft])
        return f"Answered: {asked.text}"

    return coached(
        Ask(
            title="Answer",
            fields=[(draft, "Answer", interaction.drafts.get(draft, "") or words)],
            store=drafting(desk, interaction),
            done=done,
            left=forget(desk, interaction, draft),
            react=lambda values: Offer(given, -1, f"To: {asked.text}{more and '.'}{more}"),
            subject=interaction.id,
        )
    )


def which_request(desk: Desk, interaction: Interaction) -> Ask:
    """Choose the request that is answered; words that find none are the answer to the one that is chosen."""
    choices = [Choice(key, request.text) for key, request in interaction.open_requests.items()]
    choices += answers.given(interaction)
    name = requests.UNSETTLED

    def fitting(typed: str) -> list[Choice]:
        number = typed.strip()
        if number.isdecimal() and 1 <= int(number) <= len(choices):
            return [choices[int(number) - 1]]
        return [choice for choice in choices if sought(typed.strip()) in sought(choice.text)]

    def react(values: dict[str, str]) -> Offer:
        found = fitting(values[name])
        if found:
            return Offer(found, 0, "Words of it, a number, Up or Down; Enter answers.")
        return Offer(choices, -1, "No request says that. Down chooses one, and your words become its answer.", bad=True)

    def done(values: dict[str, str], chosen: str) -> Ask | str:
        typed = values[name].strip()
        if chosen and chosen not in interaction.open_requests:
            return answers.change(desk, log.get(desk, interaction.id), chosen)
        if not chosen:
            raise RefusedError(f"No request says “{typed:.40}”.", "Down chooses one; your words become its answer.")
        log.draft(desk, interaction, name, "")
        return answer(desk, log.get(desk, interaction.id), chosen, "" if fitting(typed) else typed)

    def store(field: str, text: str) -> None:
        log.draft(desk, interaction, name, "" if fitting(text) else text)

    return Ask(
        title="Answer",
        fields=[(name, "Which one?", interaction.drafts.get(name, ""))],
        react=react,
        store=store,
        done=done,
        left=forget(desk, interaction, name),
        subject=interaction.id,
    )


def end(desk: Desk, interaction: Interaction) -> Ask:
    """End with one line of outcome; what still stands open is shown first, then how such visits usually end."""
    points = gates.points(desk, interaction)
    hard = [point for point in points if point.kind == "hard"]
    open_rows = [Choice("", point.text, "" if point.kind == "hard" else "worth a look") for point in points]
    usual = outcomes.usual(desk, interaction)

    def react(values: dict[str, str]) -> Offer:
        rows, numbered = _usual_rows(usual, values["outcome"])
        lit = len(open_rows) if numbered else -1
        if hard:
            hint = f"{len(points)} open. Esc goes back to them; Enter asks why to end anyway."
        elif points:
            hint = "Esc goes back to it; Enter ends it all the same."
        elif rows:
            hint = "One line: how did it come out? A number or Down takes one of these."
        else:
            hint = "One line: how did it come out? Enter ends it."
        return Offer([*open_rows, *rows], lit, hint, bad=bool(points))

    def done(values: dict[str, str], chosen: str) -> Ask | str:
        outcome = chosen or values["outcome"]
        if hard and outcome.strip():
            log.draft(desk, interaction, "outcome", outcome)
            return overrule(desk, interaction, outcome)
        log.end(desk, interaction, outcome)
        return f"Ended: {interaction.known_as or interaction.kind}"

    return Ask(
        title="End",
        fields=[("outcome", "Outcome", interaction.drafts.get("outcome", ""))],
        react=react,
        store=drafting(desk, interaction),
        done=done,
        left=forget(desk, interaction, "outcome"),
        rows=len(open_rows) + outcomes.MOST,
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


def overrule(desk: Desk, interaction: Interaction, outcome: str) -> Ask:
    """Why it may end although something stands open."""
    choices = [Choice("", point) for point in log.open_points(interaction)]

    def done(values: dict[str, str], chosen: str) -> str:
        log.end(desk, interaction, outcome, overruled=values["why"])
        return f"Ended: {interaction.known_as or interaction.kind}"

    return Ask(
        title="Why",
        fields=[("why", "Why anyway?", "")],
        react=lambda values: Offer(choices, hint="The reason is kept."),
        done=done,
        wraps=True,
        subject=interaction.id,
    )
