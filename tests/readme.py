"""The tables of keys and commands in the manual, made from the program; `python -m tests.readme` writes them in."""

import re
from pathlib import Path

README = Path(__file__).parents[1] / "README.md"
MANUAL = Path(__file__).parents[1] / ".github" / "MANUAL.md"
PLACES = {
    "all": "everywhere",
    "desk": "at the desk",
    "customers": "Customers",
    "customer": "a card",
    "promises": "Promises",
    "log": "Log",
    "replies": "Replies & FAQ",
}


def keys() -> str:
    """A row for each command of the screen."""
    from deskapp.ui.commands import COMMANDS

    rows = ["| key | does | where |", "|---|---|---|"]
    for command in COMMANDS:
        where = ", ".join(PLACES.get(place, place.capitalize()) for place in command.where)
        rows.append(f"| `{command.shown_key}` | {command.help} | {where} |")
    return "\n".join(rows)


def commands() -> str:
    """A row for each command of the command line."""
    from deskapp.cli.parser import usage as usage_of
    from deskapp.commands.every import NAMED as COMMANDS

    rows = ["| command | does |", "|---|---|"]
    for command in COMMANDS:
        usage = usage_of(command).replace(" [--json]", "").replace("|", "\\|")
        rows.append(f"| `{usage}` | {command.help} |")
    return "\n".join(rows)


def filled(text: str) -> str:
    """The manual's text with both tables as the program has them now."""
    for name, table in (("keys", keys()), ("commands", commands())):
        text = re.sub(
            rf"(<!-- {name} -->\n).*?(<!-- end of {name} -->)",
            lambda found, table=table: f"{found[1]}{table}\n{found[2]}",  # type: ignore[misc]
            text,
            flags=re.DOTALL,
        )
    return text


if __name__ == "__main__":
    MANUAL.write_text(filled(MANUAL.read_text(encoding="utf-8")), encoding="utf-8")
