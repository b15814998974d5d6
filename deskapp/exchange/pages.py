"""Pages for others to read, as Markdown or as HTML that needs nothing from anywhere, ready to print.

No word of what is in them can be taken for markup.
"""

from collections.abc import Iterable, Sequence

from deskapp.model.faq_entry import FaqEntry
from deskapp.text import escaping

Rows = Iterable[Sequence[str]]
PHONE = '<meta name="viewport" content="width=device-width">\n'
STYLE = (
    "body{font:15px/1.45 system-ui,sans-serif;margin:2rem;color:#24282f}h1{font-size:1.3rem}"
    "table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:.25rem .6rem;"
    "border-bottom:1px solid #d8dbe0}th{border-bottom-color:#24282f}tr{break-inside:avoid}@media print{body{margin:0}}"
)
FAQ_STYLE = (
    "body{font:1.1rem/1.5 Georgia,serif;max-width:40rem;margin:2rem auto;padding:0 1rem;color:#24282f}"
    "h1{font-size:1.6rem}h2{font-size:1.15rem;margin:1.6rem 0 .2rem}p{margin:.2rem 0}"
    "@media print{body{margin:0}h2{break-after:avoid}}"
)


def html(title: str, body: Iterable[str], style: str = STYLE, *, tag: str = "<html>", meta: str = "") -> str:
    """One page of HTML: its title, and lines of markup whose words are escaped already."""
    name = escaping.html(title)
    head = f'<head>\n<meta charset="utf-8">\n{meta}<title>{name}</title>\n<style>{style}</style>\n</head>'
    return "\n".join([f"<!doctype html>\n{tag}\n{head}\n<body>\n<h1>{name}</h1>", *body, "</body>\n</html>\n"])


def table_markdown(title: str, header: Sequence[str], rows: Rows) -> str:
    """A table as Markdown."""
    lines = [f"# {escaping.markdown(title)}", "", table_line(header), table_line(["---"] * len(header))]
    return "\n".join([*lines, *(table_line(map(escaping.markdown, row)) for row in rows)]) + "\n"


def table_line(cells: Iterable[str]) -> str:
    """A row of a table in Markdown."""
    return f"| {' | '.join(cells)} |"


def table_html(title: str, header: Sequence[str], rows: Rows) -> str:
    """A table as one HTML page."""
    head = "".join(f"<th>{escaping.html(cell)}</th>" for cell in header)
    body = "\n".join(f"<tr>{''.join(f'<td>{escaping.html(cell)}</td>' for cell in row)}</tr>" for row in rows)
    return html(title, [f"<table>\n<tr>{head}</tr>\n{body}\n</table>"])


def faq_markdown(entries: Sequence[FaqEntry], title: str) -> str:
    """The FAQ as a leaflet for customers, as Markdown; nothing of who asked is in it."""
    lines = [f"# {escaping.markdown(title)}", ""]
    for entry in entries:
        lines += [f"## {escaping.markdown(entry.question)}", "", escaping.markdown(entry.answer), ""]
    return "\n".join(lines)


def faq_html(entries: Sequence[FaqEntry], title: str) -> str:
    """The same as one HTML page."""
    body = (f"<h2>{escaping.html(entry.question)}</h2>\n<p>{escaping.html(entry.answer)}</p>" for entry in entries)
    return html(title, body, FAQ_STYLE, meta=PHONE)
