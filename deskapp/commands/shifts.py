"""Commands on shifts and their hand-over."""

from deskapp.commands.declared import FORCE, OUTPUT, Command, option, switch, word

# fmt: off
SHIFTS: tuple[Command, ...] = (
    Command("shift", "Say who is at the desk now, or end the shift", keys="s", label="shift", where=("desk",),
            fn="ctrl+f12", words="my name staff who am i log in login at work break home", name="shift",
            calls=("s", "shift"), line="s NAME, or s --end",
            arguments=(word("name", "who takes the desk", takes="any words"),
            switch("--end", "the shift ends", check="handover.leaving:check_end"),
            option("--anyway", "REASON", "why promises of today stay open", label="Why do they stay open?",
                if_so="to say why they stay open", prompt="Why do they stay open? Enter alone: the shift goes on: ")),
            verb="handover.leaving:shift", sentence="{standing}.",
            more=("handover.leaving:on_coming", "handover.leaving:on_going"), nothing="The shift goes on."),
    Command("handover", "The hand-over sheet: notes to the next, who is here, promises", keys="H", label="hand-over",
            where=("desk",), fn="ctrl+shift+f12", words="next shift sheet colleague tomorrow night", name="handover",
            calls=("H", "handover"), line="H, H past or H DAY", by_lines="ending:sheet",
            arguments=(option("--format", "F", "text or md", choices=("text", "md"), default="text"),
            switch("--past", "list the sheets that were handed over, each with its receipt"),
            option("--date", "D", "the sheets that were handed over on that day"), OUTPUT, FORCE), opens="look",
            does="files_out:sheet"),
    Command("handover_note", "Leave a line for the next person", name="handover-note",
            arguments=(word("text", "the line", takes="words", label="Note",
                prompt="What does the next person need to know? "),), verb="handover.handover:note",
            sentence="For the next person: {left}"),
    Command("handover_give", "Hand the sheet over as it stands to a named person", name="handover-give",
            calls=("give",), line="give NAME",
            arguments=(word("to", "who takes over, by name", takes="any words", label="To whom?",
                prompt="To whom? Their name: ", check="handover.handover:check_receiver"),
            switch("--promises", "your open promises go to them too", name="with_promises",
                label="Your promises go to them too", asked_if="handover.handover:own_told",
                prompt="Does {to} keep them from now on? y or n: ")), verb="handover.handover:give",
            sentence="Handed over to {sheet.to}.{along}", more=("handover.handover:staying",),
            nothing="A hand-over goes to a person. Nothing was handed over."),
    Command("handover_read", "Sign that you have read what was left for you", name="handover-read", calls=("sign",),
            line="sign", by_lines="ending:sign",
            arguments=(option("--in-place-of", "NAME", "you take over in place of the person whom it is for"),),
            verb="handover.handed:sign", sentence="{signed}"),
)
# fmt: on
