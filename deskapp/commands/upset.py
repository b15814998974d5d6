"""Commands for hard moments: the kettle, the resolution steps, the boundary and the crisis sheet."""

from dataclasses import replace

from deskapp.commands.declared import CLOSED, WHO, Command, option, switch, word
from deskapp.model.crisis import PARTS

# fmt: off
UPSET: tuple[Command, ...] = (
    Command("warmer", "Temperature up by 5 °C", keys="plus,equals_sign", label="warmer", where=("desk",),
            words="angry upset annoyed hot kettle shouting mad furious", calls=("+", "warmer"), line="+, or +10",
            by_lines="visiting:warmer"),
    Command("cooler", "Temperature down by 5 °C", keys="minus", label="cooler", where=("desk",),
            words="calm calmer down kettle relaxed", calls=("-", "cooler"), line="-, or -10",
            by_lines="visiting:cooler"),
    Command("temperature", "Set the temperature, or turn it up or down", name="temperature",
            arguments=(replace(WHO, name="interaction", kind="visit"),
            word("degrees", "75, +5 or -5, in °C", label="°C", prompt="How upset, in °C? ")),
            verb="visits.temperature:say", sentence="{celsius} °C{for}, {kettle}"),
    Command("resolution", "Start the complaint steps; Enter writes the selected one down", keys="r", label="resolve",
            where=("desk",), fn="ctrl+f4", words="solve complaint problem steps unhappy", calls=("r", "resolve"),
            line="r, or r 3", by_lines="visiting:resolve"),
    Command("resolution_fields", "Choose a complaint step and write it down", keys="R", label="write down",
            where=("desk",), fn="ctrl+shift+f4", words="resolution complaint account apology"),
    Command("say", "Not this, say that: find a phrase and copy it", keys="q", label="say", where=("desk",),
            fn="ctrl+f11", words="phrase wording words better sentence how to say", calls=("q", "say"), line="q WORDS",
            by_lines="upset:phrases"),
    Command("boundary", "Abuse: say the warning, then end it; on record", keys="b", label="boundary", where=("desk",),
            fn="ctrl+f9", words="abuse insult rude swearing threat stop", name="boundary", calls=("b", "boundary"),
            line="b, or b WORDS", by_lines="upset:boundary",
            arguments=(WHO, word("fact", "what they had said", takes="any words"),
            switch("--end", "it went on: end it, on record")), does="crisis:boundary"),
    Command("crisis", "The crisis sheet", keys="x", label="crisis", where=("desk",), fn="ctrl+f8",
            words="emergency recall accident sheet danger press", name="crisis", calls=("x", "crisis"),
            line="x, or x PART TEXT", by_lines="upset:crisis", arguments=(WHO,
            word("part", ", ".join(PARTS), takes="maybe", choices=PARTS), word("text", "the words", takes="any words"),
            option("--more", "TEXT", "their part, who allows it, how soon it is ready, or who does it; "
                "with yes: outline, facts or everything; with share: desk, ours or both"),
            option("--by", "WHEN", "a plan's time; with yes: from when they may be told"), CLOSED,
            option("--teller", "NAME", "with yes: who tells them")), does="crisis:crisis"),
    Command("copy_brief", "Copy the brief for one side, as far as consent goes", keys="y", label="copy brief",
            where=("crisis",), fn="shift+f1"),
    Command("write_brief", "Write that brief to a file", keys="w", label="write brief", where=("crisis",),
            fn="shift+f2"),
)
# fmt: on
