import pytest

from deskapp.desk.session import Session
from deskapp.desk.settings import settings
from deskapp.desk.settings.settings import RENAMED, by_present_ids
from deskapp.ui import keymap
from deskapp.ui.commands import BY_ID


@pytest.mark.parametrize("before", RENAMED)
def test_a_key_chosen_under_an_older_id_goes_on_to_work(desk: Session, before: str) -> None:
    settings.write(desk, keys={before: "ctrl+shift+f11"})
    held = settings.read(desk)
    assert held.keys == {RENAMED[before]: "ctrl+shift+f11"}
    keys, fault = keymap.read(held.key_preset, held.keys)
    assert fault == ""
    assert keys[RENAMED[before]].split(",")[0] == "ctrl+shift+f11"


def test_a_key_chosen_under_the_present_id_goes_before_an_older_one() -> None:
    assert by_present_ids({"faq_edit": "f12", "faq_mend": "f10", "note": "ctrl+y"}) == {
        "faq_edit": "f12",
        "note": "ctrl+y",
    }


def test_every_older_id_names_a_command_and_is_none_itself() -> None:
    assert set(RENAMED.values()) <= BY_ID.keys()
    assert RENAMED.keys().isdisjoint(BY_ID)
