"""A report for others to read: plain text, Markdown, a page to print, or JSON; names stay here unless asked for."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace

from deskapp.desk.reports.wording import ReportLine, ReportSection, bar_label, bars, nothing, sections
from deskapp.exchange import pages
from deskapp.messages import counted
from deskapp.model.document import to_document
from deskapp.model.report import Report
from deskapp.text import escaping, safe, when
from deskapp.text.widths import filled

LABEL, WORDY, VALUE, BAR = 22, 46, 12, 40
_STYLE = (
    "body{font:15px/1.45 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem;color:#24282f}"
    "h1{font-size:1.4rem;margin:0}h2{font-size:1rem;margin:1.6rem 0 .3rem;color:#0b6b60}p{margin:.2rem 0;color:#5a616c}"
    "table{border-collapse:collapse;width:100%}td{padding:.15rem .6rem .15rem 0;vertical-align:top}"
    "td:nth-child(2){text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums;width:6rem}"
    "td:nth-child(3){color:#5a616c;width:11rem}"
    ".good td:nth-child(2){color:#2b6a38}.alarm td:nth-child(2){color:#b3201a}"
    ".strong td{font-weight:600}.bar{display:inline-block;height:.7rem;background:#0b6b60;vertical-align:baseline}"
    "tr,h2{break-inside:avoid}h2{break-after:avoid}"
    "@media print{body{margin:0;max-width:none}.bar{print-color-adjust:exact;-webkit-print-color-adjust:exact}}"
)


def text(report: Report, *, names: bool = False, block: str = "█") -> str:
    """Lines for a terminal or a letter; `block` draws the bars."""
    lines = [safe.line(_title(report)), _counted(report), ""]
    if report.is_empty:
        return "\n".join([*lines, nothing(report).strip(), ""])
    begun = bars(report)
    most = max((span.interactions for span in begun), default=0)
    told = sections(report, names=names)
    for section in told:
        if section.opens:
            lines += [section.title, *(f"  {safe.line(fact.label)}" for fact in section.facts), ""]
    for span in begun:
        drawn = block * round(BAR * span.interactions / most)
        lines.append(f"  {bar_label(span, report.period.span):>6}  {f'{span.interactions:,}':>7}  {drawn}".rstrip())
    lines += [""] if begun else []
    for section in told:
        if section.opens:
            continue
        lines += [safe.line(section.title), *(_fact(fact, WORDY if section.wordy else LABEL) for fact in section.facts)]
        lines.append("")
    return "\n".join(lines)


def _fact(fact: ReportLine, width: int) -> str:
    return f"  {filled(safe.line(fact.label), width)} {safe.line(fact.value):>{VALUE}}  {safe.line(fact.note)}".rstrip()


def markdown(report: Report, *, names: bool = False) -> str:
    """The same as Markdown; no word of it can be taken for markup."""
    lines = [f"# {escaping.markdown(_title(report))}", "", escaping.markdown(_counted(report)), ""]
    if report.is_empty:
        return "\n".join([*lines, escaping.markdown(nothing(report).strip()), ""])
    for section in _with_bars(report, names):
        lines += [f"## {escaping.markdown(section.title)}", "", "| | | |", "|---|---:|---|"]
        facts = ((fact.label, fact.value, fact.note) for fact in section.facts)
        lines += [*(pages.table_line(map(escaping.markdown, fact)) for fact in facts), ""]
    return "\n".join(lines)


def page(report: Report, *, names: bool = False) -> str:
    """One HTML page that needs nothing from anywhere, ready to print."""
    body = [f"<p>{escaping.html(_counted(report))}</p>"]
    if report.is_empty:
        body.append(f"<p>{escaping.html(nothing(report).strip())}</p>")
    for section in () if report.is_empty else _with_bars(report, names):
        rows = "\n".join(map(_row, section.facts))
        body.append(f"<h2>{escaping.html(section.title)}</h2>\n<table>\n{rows}\n</table>")
    return pages.html(_title(report), body, _STYLE, tag='<html lang="en">', meta=pages.PHONE)


def _row(fact: ReportLine) -> str:
    bar = f'<span class="bar" style="width:{fact.share * 9:.2f}rem"></span>' if fact.share is not None else ""
    mark = f' class="{fact.tone}"' if fact.tone else ""
    if not (fact.value or fact.note):
        return f'<tr{mark}><td colspan="3">{escaping.html(fact.label)}</td></tr>'
    note = f"{escaping.html(fact.note)} {bar}".strip()
    return f"<tr{mark}><td>{escaping.html(fact.label)}</td><td>{escaping.html(fact.value)}</td><td>{note}</td></tr>"


def as_json(report: Report, *, names: bool = False) -> str:
    """One object with the fields of `deskapp.model.report`, in ASCII alone; `period` has its title as well."""
    shown = report if names else replace(report, promises=replace(report.promises, broken_ones=()))
    document = to_document(shown)
    document["period"] |= {"last": report.period.last.isoformat(), "title": report.period.title}
    return json.dumps(document, indent=1).replace("\x7f", "\\u007f") + "\n"


def _with_bars(report: Report, names: bool) -> Iterator[ReportSection]:
    """The sections, with the bars as one more of them after the sentences that open the report."""
    told = sections(report, names=names)
    yield from (section for section in told if section.opens)
    begun = bars(report)
    if begun:
        most = max(span.interactions for span in begun)
        facts = (
            ReportLine(bar_label(span, report.period.span), f"{span.interactions:,}", share=span.interactions / most)
            for span in begun
        )
        yield ReportSection("Month by month" if report.period.span == "year" else "Day by day", tuple(facts))
    yield from (section for section in told if not section.opens)


def _title(report: Report) -> str:
    return f"{report.desk_name}: {report.period.title}" if report.desk_name else report.period.title


def _counted(report: Report) -> str:
    total = report.people.total
    at = when.stamp(report.counted_at)
    return counted(total, "{count} visit, counted {at}", "{count:,} visits, counted {at}", at=at)


WRITERS: dict[str, Callable[..., str]] = {"text": text, "md": markdown, "html": page, "json": as_json}
