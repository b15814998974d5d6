"""The long forms run on demand: `pytest -m long tests/store`."""

import pytest


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if "long" not in (config.getoption("-m") or ""):
        items[:] = [item for item in items if item.get_closest_marker("long") is None]
