"""Questions of one line: what it is about, a note, a request, its answer, the end."""

from collections.abc import Callable
from dataclasses import replace

from deskapp.desk import already_here, gates, log, requests
from deskapp.desk.session import Desk
from deskapp.model.interaction import Interaction
from deskapp.ui.asks.coached import coached
from deskapp.ui.asks.who import void
from deskapp.ui.lines.keys import key_of
from deskapp.ui.widgets.entry import Ask, Choice, Next, Offer


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
    )


def telling_of_others(desk: Desk, interaction: Interaction, question: Ask) -> Ask:
    """The question who it is; once that is known it tells of another open visit of the same person."""

    def done(values: dict[str, str], chosen: str) -> Next:
        result = question.done(values, chosen)
        if result and not isinstance(result, str):
            return result
        also = already_here.told(desk, log.get(desk, interaction.id))
        return f"{also} {key_of('other_visit')} goes there. {result or ''}".strip() if also else result

    return replace(question, done=done)


def note(desk: Desk, interaction: Interaction) -> Ask:
    """One line of note."""

    def done(values: dict[str, str], chosen: str) -> str:
        log.note(desk, interaction, values["note"])
        return "Noted."

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
    """One thing that they ask for."""

    def done(values: dict[str, str], chosen: str) -> str:
        requests.add(desk, interaction, values["request"])
        return "Written down. Every item gets an answer: A."

    return Ask(
        title="Asked for",
        fields=[("request", "Asked for", interaction.drafts.get("request", ""))],
        store=drafting(desk, interaction),
        done=done,
        left=forget(desk, interaction, "request"),
        react=lambda values: Offer(hint="One thing they ask for. One line each, so that none is forgotten."),
    )


def answer(desk: Desk, interaction: Interaction, key: str) -> Ask:
    """The answer to one request."""
    asked = interaction.requests[key]

    def done(values: dict[str, str], chosen: str) -> str:
        requests.answer(desk, interaction, key, values["answer"])
        return f"Answered: {asked.text}"

    return coached(
        Ask(
            title="Answer",
            fields=[("answer", "Answer", interaction.drafts.get("answer", ""))],
            store=drafting(desk, interaction),
            done=done,
            left=forget(desk, interaction, "answer"),
            react=lambda values: Offer(hint=f"To: {asked.text}"),
        )
    )


def which_request(desk: Desk, interaction: Interaction) -> Ask:
    """Choose the request that is answered, the first open one lit."""
    choices = [Choice(key, one.text) for key, one in interaction.open_requests.items()]

    def react(values: dict[str, str]) -> Offer:
        typed = values["which"].casefold()
        found = [one for one in choices if typed in one.text.casefold()]
        return Offer(found, 0 if found else -1, "Up and Down choose, Enter answers.")

    def done(values: dict[str, str], chosen: str) -> Ask | str:
        return answer(desk, interaction, chosen) if chosen else ""

    return Ask(title="Answer", fields=[("which", "Which one?", "")], react=react, done=done)


def end(desk: Desk, interaction: Interaction) -> Ask:
    """End with one line of outcome; what still stands open is shown first."""
    points = gates.points(desk, interaction)
    hard = [point for point in points if point.kind == "hard"]

    def react(values: dict[str, str]) -> Offer:
        choices = [Choice("", point.text, "" if point.kind == "hard" else "worth a look") for point in points]
        if hard:
            return Offer(
                choices, hint=f"{len(points)} open. Esc goes back to them; Enter asks why to end anyway.", bad=True
            )
        if points:
            return Offer(choices, hint="Esc goes back to it; Enter ends it all the same.", bad=True)
        return Offer(hint="One line: how did it come out? Enter ends it.")

    def done(values: dict[str, str], chosen: str) -> Ask | str:
        if hard and values["outcome"].strip():
            return overrule(desk, interaction, values["outcome"])
        log.end(desk, interaction, values["outcome"])
        return f"Ended: {interaction.name or interaction.kind}"

    return Ask(
        title="End",
        fields=[("outcome", "Outcome", interaction.drafts.get("outcome", ""))],
        react=react,
        store=drafting(desk, interaction),
        done=done,
        left=forget(desk, interaction, "outcome"),
        wraps=True,
    )


def overrule(desk: Desk, interaction: Interaction, outcome: str) -> Ask:
    """Why it may end although something stands open."""
    choices = [Choice("", point) for point in log.open_points(interaction)]

    def done(values: dict[str, str], chosen: str) -> str:
        log.end(desk, interaction, outcome, overruled=values["why"])
        return f"Ended: {interaction.name or interaction.kind}"

    return Ask(
        title="Why",
        fields=[("why", "Why anyway?", "")],
        react=lambda values: Offer(choices, hint="The reason is kept."),
        done=done,
        wraps=True,
    )
