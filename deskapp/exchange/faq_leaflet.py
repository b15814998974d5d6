"""The FAQ as a leaflet for customers, as Markdown or as one HTML page; nothing of who asked is in it."""

from collections.abc import Sequence

from deskapp.model.faq_entry import FaqEntry
from deskapp.text import escaping

_STYLE = (
    "body{font:1.1rem/1.5 Georgia,serif;max-width:40rem;margin:2rem auto;padding:0 1rem;color:#24282f}"
    "h1{font-size:1.6rem}h2{font-size:1.15rem;margin:1.6rem 0 .2rem}p{margin:.2rem 0}"
    "@media print{body{margin:0}h2{break-after:avoid}}"
)


def markdown(entries: Sequence[FaqEntry], title: str) -> str:
    """The leaflet as Markdown; no word of an entry can be taken for markup."""
    lines = [f"# {escaping.markdown(title)}", ""]
    for one in entries:
        lines += [f"## {escaping.markdown(one.question)}", "", escaping.markdown(one.answer), ""]
    return "\n".join(lines)


def page(entries: Sequence[FaqEntry], title: str) -> str:
    """The leaflet as one HTML page that needs nothing from anywhere, ready to print."""
    name = escaping.html(title)
    parts = [
        '<!doctype html>\n<html>\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width">\n'
        f"<title>{name}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<h1>{name}</h1>"
    ]
    for one in entries:
        question, answer = escaping.html(one.question), escaping.html(one.answer)
        parts.append(f"<h2>{question}</h2>\n<p>{answer}</p>")
    return "\n".join([*parts, "</body>\n</html>\n"])
