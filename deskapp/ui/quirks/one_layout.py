"""What Textual 8.2.8 lays out twice, laid out once here; counted by `tests.benchmarks.call_count`.

- A widget that got another size in a layout sets its `virtual_size`, a reactive that asks for a layout again. Where the
  new one brings a scrollbar, the scrollbar asks for that layout itself. (Not told upstream yet.)
"""

from functools import partialmethod

from textual.widget import Widget

_size_updated = Widget._size_updated


def lay_out_once() -> None:
    """From now on a layout is no reason for the next."""
    Widget._size_updated = partialmethod(_size_updated, layout=False)  # type: ignore[method-assign, assignment]
