"""The right pane: the selected checklist, its next step selected with its why, and the words to say and not to say."""

from deskapp.desk.visits import checklists
from deskapp.model.interaction import Interaction
from deskapp.model.upset import STEPS as RESOLUTION_STEPS
from deskapp.model.words import Checklist, Step, spoken
from deskapp.text.widths import cells
from deskapp.ui.render.kettle import composure_lines
from deskapp.ui.render.keys import offer, pressed
from deskapp.ui.render.line import EMPTY, Line, Span, beside, clean, listed, row, sentence, span, wrapped
from deskapp.ui.symbols import symbols

SIDE_BY_SIDE = 70
MOST_PHRASES = 3
MUST, STEP_HEAD, STEP_SPANS = " (must)", 5, 4


def title(interaction: Interaction | None, checklist: Checklist | None) -> str:
    """The pane's title: `Greeting 2/6`."""
    if interaction is None or checklist is None:
        return "Checklist"
    return f"{checklist.title} {checklists.done(interaction, checklist)}/{len(checklist.steps)}"


def checklist_lines(
    interaction: Interaction | None,
    checklist: Checklist | None,
    words: dict[str, str],
    width: int,
    *,
    coached: bool = True,
    roomy: bool = False,
) -> list[Line]:
    """The checklist for a pane of a width; a click on a step picks `step:3`. `words` fill the placeholders of "say".

    Without `coached`, phrases and processes are left out: the first frame does not wait for their files. Where it is
    `roomy`, the steps to come say their words as well.
    """
    if interaction is None or checklist is None:
        empty = sentence("Steps show here when somebody comes.", "dim", width=width)
        return [empty, row([Span(" "), *offer("playbook")], width=width)]
    current = checklists.next_step(interaction, checklist)
    if width >= SIDE_BY_SIDE:
        longest = max(cells(step.prompt) + (len(MUST) if step.mandatory else 0) for step in checklist.steps)
        split = max(width // 2 - 1, min(width * 11 // 20, longest + STEP_HEAD))
        steps = [_step(interaction, checklist, number, current, split) for number in range(len(checklist.steps))]
        room = width - split - 2
        side = [*_coach(checklist, current, words, room, indent=1), *composure_lines(interaction, room)]
        if coached:
            from deskapp.ui.render.coach import phrase_line, process_lines

            side += phrase_line(interaction, checklist, current, words, room)
            side += process_lines(interaction, checklist, room, steps=False)
        return beside(steps, side, width=width, split=split)
    lines = composure_lines(interaction, width)
    for number, step in enumerate(checklist.steps):
        lines += _step_in_full(interaction, checklist, number, current, width)
        if step is current or (roomy and checklist.tick_key(step) not in interaction.ticks):
            can_write = step is current
            lines += [*_coach(checklist, step, words, width, indent=5, can_write=can_write), EMPTY]
    if coached:
        from deskapp.ui.render.coach import phrase_lines, process_lines

        lines += phrase_lines(interaction, checklist, current, words, width, most=MOST_PHRASES)
        how = process_lines(interaction, checklist, width)
        lines += [EMPTY, *how] if how else []
    return lines + _others(interaction, checklist, width)


def _step(interaction: Interaction, checklist: Checklist, number: int, current: Step | None, width: int) -> Line:
    step = checklist.steps[number]
    ticked = checklist.tick_key(step) in interaction.ticks
    is_current = step is current
    target = f"step:{number + 1}"
    spans = [
        Span(f"{number + 1} ", "key" if is_current else "dim", target),
        Span(f"{symbols().done if ticked else symbols().todo} ", "good" if ticked else "dim", target),
        span(step.prompt, "strong" if is_current else "quiet" if ticked else "", target),
    ]
    if step.mandatory and not ticked:
        spans.append(Span(MUST, "soon", target))
    return listed(spans, width=width, selected=is_current, target=target)


def _step_in_full(
    interaction: Interaction, checklist: Checklist, number: int, current: Step | None, width: int
) -> list[Line]:
    """A step in one row, or in two where one would cut it."""
    line, step = _step(interaction, checklist, number, current, width), checklist.steps[number]
    if clean(step.prompt) in line.text:
        return [line]
    *head, prompt = line.spans[:STEP_SPANS]
    return wrapped(head, step.prompt, width=width, role=prompt.role, line_role=line.role)


def _coach(
    checklist: Checklist, step: Step | None, words: dict[str, str], width: int, *, indent: int, can_write: bool = True
) -> list[Line]:
    """What to say and what not, why, and where `can_write` that Enter writes it down: the words to say go first."""
    air = span(" " * indent)
    if step is None:
        return [row([air, span("All done. Well done!", "good")], width=width)]
    lines: list[Line] = []
    if step.say:
        said = f"{symbols().quote_open}{spoken(step.say, words)}{symbols().quote_close}"
        lines += wrapped([air, span("Say  ", "good")], said, width=width)
    if step.avoid:
        lines += wrapped([air, span("Not  ", "soon")], step.avoid, width=width, role="quiet")
    lines += wrapped([air], step.why, width=width, role="dim")
    if can_write and checklist.id == checklists.RESOLUTION and step.id in RESOLUTION_STEPS:
        target = f"resolved:{step.id}"
        lines.append(row([air, span("Enter ", "key", target), span("writes it down", "dim", target)], width=width))
    return lines


def _others(interaction: Interaction, selected: Checklist, width: int) -> list[Line]:
    """The checklists that fit, and those that are under way beside the selected one."""
    fits = [
        row([span(" Fits this", "dim"), pressed("start_checklist"), span(other.title, "", "key:T")], width=width)
        for other in checklists.fitting(interaction)
    ]
    running = []
    for other in checklists.running(interaction):
        if other.id != selected.id:
            count = f"{checklists.done(interaction, other)}/{len(other.steps)}"
            running.append(row([span(f"   {other.title} {count}", "quiet", f"checklist:{other.id}")], width=width))
    if running:
        head = [span(" Also running", "dim"), pressed("next_checklist"), span("shows the next", "dim")]
        running.insert(0, row(head, width=width))
    return [line for part in (fits, running) if part for line in (EMPTY, *part)]
