"""Commands on promises."""

from dataclasses import replace

from deskapp.commands.declared import CLOSED, PROMISE, SHARED, WHO, Argument, Command, option, switch, word
from deskapp.messages import noted

TIMES = "15:00, in 20m, tomorrow 9:00, fri 14:00"
IN_A_FIELD = "15:00, in 20m, fri 14:00"
"""The same, where a narrow field would cut it."""

BY_CHANNELS = "call, e-mail, letter, chat or counter"
IN_HOURS = "times.closed_hours:check"
_WHOM = replace(WHO, kind="person")
# fmt: off
PROMISES: tuple[Command, ...] = (
    Command("promise", "Promise something by a time", keys="p", label="promise", where=("desk", "promises"),
            fn="shift+f6",
            words="call back callback later ring them back by when follow up deadline remind reminder appointment",
            name="promise", calls=("p", "promise"), line="p WHAT by WHEN", arguments=(_WHOM,
            word("what", "what is promised", takes="words", label="Promise", prompt="What do you promise? ",
                hint="Promise only what you're sure of.", draft="promise"),
            option("--by", "WHEN", TIMES, name="due", kind="time", required=True, label="By when", prompt="By when? ",
                placeholder=IN_A_FIELD, draft="due", links=("by",), check=IN_HOURS), CLOSED,
            option("--channel", "TEXT", f"how they want to hear: {BY_CHANNELS}", kind="channel"),
            option("--phone", "N", "the number to call back, kept on their card", kind="phone"), SHARED),
            verb="promises.promising:promise", sentence="Promised{to}: {what}, {due}", first="promises.promising:liked",
            unasked="promises.promising:other_channel",
            follows=("number", "promises.promising:number_wanted", noted("Which number do you call?")),
            nothing="Nothing was promised."),
    Command("keep", "Mark a promise as kept: the selected one, or choose which", keys="k", label="keep",
            where=("desk", "promises"), fn="f12", words="promise done kept fulfilled called them back", name="keep",
            calls=("k", "keep"), line="k, or k WORDS", arguments=(PROMISE,), verb="promises.promises:keep",
            sentence="Kept: {named}", more=("promises.repeats:comes_again",)),
    Command("move", "Give a promise a new time", keys="v", label="move", where=("desk", "promises"), fn="ctrl+shift+f6",
            words="postpone delay reschedule later new time", name="move", calls=("v", "move"), line="v WORDS to WHEN",
            arguments=(PROMISE,
            option("--by", "WHEN", "the new time", name="due", kind="time", required=True, label="New time",
                prompt="To when? ", placeholder=IN_A_FIELD, links=("to", "by"), check=IN_HOURS), CLOSED,
            Argument("told", "whether the customer was told", kind="yes", flags=("--told", "--not-told"), required=True,
                takes="switch", label="They know?", prompt="Do they know? y or n: ", hint="y or n, then Enter.",
                unless=False, choices=("Yes, they know the new time", "Not yet: draft the message to them"))),
            verb="promises.promises:move", sentence="Moved to {due}: {named}", more=("promises.promises:untold",),
            nothing="Nothing was moved."),
    Command("channel", "Set how they want the answer: by phone, e-mail, letter, chat or at the counter", keys="V",
            label="channel", where=("desk", "promises"), fn="ctrl+l",
            words="prefers email post sms via contact way reach", name="channel", calls=("V", "channel"),
            line="V CHANNEL",
            arguments=(word("who", "whose visit: a whole name that is found once, or an id; "
                "a promise's id or words with --promise", kind="visit or promise"),
            word("text", "the channel", takes="words", kind="channel", label="Channel",
                prompt="How do they want the answer? call, e-mail, letter, chat, counter or none: "),
            switch("--promise", "the channel of a promise", only_reads=True)), verb="answers.channels:put",
            sentence="{answered}", first="promises.promising:liked"),
    Command("number", "Keep the phone number of somebody who is here, on the visit and on their card", name="number",
            calls=("number",), line="number N", arguments=(_WHOM,
            word("typed", "the number", metavar="NUMBER", takes="words", kind="phone", label="Phone number",
                prompt="Which number? ", check="promises.promising:check_number"), SHARED),
            verb="promises.promising:keep_number", sentence="Number{of}: {typed}", nothing="No number was kept."),
    Command("email", "Put an e-mail address on a card", name="email", calls=("email",), line="email ADDRESS",
            arguments=(_WHOM,
            word("address", "the address", label="E-mail", prompt="Which address? ",
                check="promises.promising:check_email"), SHARED), verb="promises.promising:keep_email",
            sentence="E-mail{of}: {address}", nothing="No address was kept."),
    Command("group", "Promises by day, person, channel or owner", keys="g", label="group", where=("promises",),
            fn="shift+f7"),
    Command("give_up", "Give a promise up; it stays on record as broken", keys="z", label="give up",
            where=("promises",), fn="shift+f5", name="give-up", calls=("give-up",), line="give-up, or give-up WORDS",
            arguments=(PROMISE,), verb="promises.promises:give_up", sentence="Given up, and on record: {named}",
            more=("promises.repeats:comes_again",)),
    Command("wait", "Waiting for the customer: stop or restart its clock", keys="o",
            label="wait for them", where=("promises",), fn="shift+f1", name="wait", calls=("wait",),
            line="wait, or wait WORDS", arguments=(PROMISE,), verb="promises.promises:pause",
            sentence="Waiting for {them}: {what}"),
    Command("run_on", "They answered: restart a promise's clock", name="run-on", calls=("run-on",),
            line="run-on, or run-on WORDS", arguments=(PROMISE,), verb="promises.promises:resume",
            sentence="The clock runs again: {what}, {due}"),
    Command("repeat", "Let a promise come again", keys="r", label="repeat", where=("promises",), fn="shift+f2",
            name="repeat", calls=("repeat",), line="repeat WORDS every DAY", arguments=(PROMISE,
            option("--every", "RHYTHM", "day, workday, week, month, or no", name="typed", kind="rhythm", required=True,
                label="Every", prompt="Every day, workday, week, month, or no? ", links=("every",),
                hint="Once it is kept, the next one is made by itself.", choices=("day", "workday", "week", "month",
                "no"))), verb="promises.promises:repeat", sentence="{rhythm}: {what}"),
    Command("told", "Say that the customer was told a moved promise's new time", name="told", calls=("told",),
            line="told, or told WORDS", arguments=(PROMISE,), verb="handover.leaving:told",
            sentence="Told them the new time: {what}, {due}"),
    Command("promise_assign", "Hand a promise to a named person", keys="h", label="hand to", where=("promises",),
            fn="shift+f4", name="hand-on", calls=("hand-on",), line="hand-on WORDS to NAME", arguments=(PROMISE,
            option("--to", "NAME", "who keeps it now", name="owner", kind="staff", required=True, label="Hand it to",
                prompt="To whom? ", hint="A named person who will keep it.", links=("to",))),
            verb="promises.promises:hand_to", sentence="{owner} keeps it now: {what}"),
)
# fmt: on
