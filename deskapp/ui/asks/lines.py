"""Questions of one line: what it is about, a note, a request, its answer, a hand-over, the end."""

from collections.abc import Callable

from deskapp.desk import gates, log, referrals, requests
from deskapp.desk.session import Desk
from deskapp.model.interaction import Interaction
from deskapp.ui.asks.coached import coached
from deskapp.ui.asks.who import void
from deskapp.ui.widgets.entry import Ask, Choice, Offer


def _drafting(desk: Desk, interaction: Interaction) -> Callable[[str, str], None]:
    return lambda name, text: void(log.draft(desk, interaction, name, text))


def _forget(desk: Desk, interaction: Interaction, *names: str) -> Callable[[], None]:
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


def note(desk: Desk, interaction: Interaction) -> Ask:
    """One line of note."""

    def done(values: dict[str, str], chosen: str) -> str:
        log.note(desk, interaction, values["note"])
        return "Noted."

    return coached(
        Ask(
            title="Note",
            fields=[("note", "Note", interaction.drafts.get("note", ""))],
            store=_drafting(desk, interaction),
            done=done,
            left=_forget(desk, interaction, "note"),
            react=lambda values: Offer(hint="Facts only. Enter adds the line, Esc keeps it for later."),
        )
    )


def request(desk: Desk, interaction: Interaction) -> Ask:
    """One thing that they ask for."""

    def done(values: dict[str, str], chosen: str) -> str:
        requests.add(desk, interaction, values["request"])
        return "Written down. Every item gets an answer: {key:answer}."

    return Ask(
        title="Asked for",
        fields=[("request", "Asked for", interaction.drafts.get("request", ""))],
        store=_drafting(desk, interaction),
        done=done,
        left=_forget(desk, interaction, "request"),
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
            store=_drafting(desk, interaction),
            done=done,
            left=_forget(desk, interaction, "answer"),
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


def hand_over(desk: Desk, interaction: Interaction) -> Ask:
    """Hand over to a named person, and why."""

    def done(values: dict[str, str], chosen: str) -> Ask | str:
        after = referrals.refer(desk, interaction, values["refer"], values["why"])
        if referrals.is_passed_around(after):
            return owner(desk, after)
        return f"Handed to {values['refer'].strip()}. Tell them both by name."

    return Ask(
        title="Hand over",
        fields=[("refer", "Hand over to", interaction.drafts.get("refer", "")), ("why", "Why", "")],
        store=lambda name, text: _drafting(desk, interaction)(name, text) if name == "refer" else None,
        done=done,
        left=_forget(desk, interaction, "refer"),
        react=lambda values: Offer(
            hint="Why? One line; Enter hands over."
            if values["refer"].strip()
            else "A named person who can act. Tab goes on to why."
        ),
    )


def owner(desk: Desk, interaction: Interaction) -> Ask:
    """Passed on three times: who owns it from now on? (practice A3)"""
    latest = next((one.to for one in sorted(interaction.referrals.values(), key=lambda one: one.at)[-1:]), "")

    def done(values: dict[str, str], chosen: str) -> str:
        referrals.own(desk, interaction, values["owner"])
        return f"{values['owner'].strip()} owns it from here to the end."

    count = len(interaction.referrals)
    return Ask(
        title="Owner",
        fields=[("owner", "Who owns it?", interaction.owner or latest)],
        react=lambda values: Offer(hint=f"{count} hand-overs. One name stays with it to the end.", bad=True),
        done=done,
    )


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
        store=_drafting(desk, interaction),
        done=done,
        left=_forget(desk, interaction, "outcome"),
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
