"""The ids that commands had before: keys that a desk chose for them go on to work."""

from collections.abc import Mapping

RENAMED = {
    "faq_mend": "faq_edit",
    "new_due_owner": "promise_assign",
    "words_new": "playbook_new",
    "words_switch": "playbook_switch",
    "words_up": "playbook_up",
    "words_down": "playbook_down",
    "words_restore": "playbook_restore",
    "words_part": "playbook_part",
    "words_copy": "playbook_copy",
    "words_write": "playbook_write",
    "words_read": "playbook_read",
}


def by_present_ids(keys: Mapping[str, str]) -> Mapping[str, str]:
    """A desk's own keys by the present ids of commands; a key chosen under the present id goes before an older one."""
    if RENAMED.keys().isdisjoint(keys):
        return keys
    older = {RENAMED[identifier]: key for identifier, key in keys.items() if identifier in RENAMED}
    return older | {identifier: key for identifier, key in keys.items() if identifier not in RENAMED}
