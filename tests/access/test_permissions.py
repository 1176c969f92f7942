"""The table of roles and permissions holds together, and its picture in docs is the one of today."""

from pathlib import Path

import pytest

from daybook.access.caller import Caller, system_caller
from daybook.access.permission import UnknownPermissionError, all_permissions, allowed
from daybook.access.permission_table import as_markdown
from daybook.access.roles import Role

DOCS = Path(__file__).parents[2] / "docs" / "permissions.md"


def holder(role):
    return Caller(None, frozenset({role}), "test")


@pytest.mark.parametrize("role", list(Role))
def test_a_role_may_exactly_what_the_table_gives_it(role):
    for name, permission in all_permissions().items():
        assert allowed(holder(role), name) is (role in permission.roles), name


@pytest.mark.parametrize(
    ("role", "may_not"),
    [
        ("officer", "access.audit"),
        ("officer", "access.manage-users"),
        ("administrator", "records.see-person"),
        ("administrator", "access.audit"),
        ("auditor", "access.manage-users"),
        ("auditor", "records.record-arrest"),
        ("estate-manager", "records.see-person"),
        ("communications", "records.see-person"),
        ("analyst", "records.record-arrest"),
    ],
)
def test_duties_that_must_stay_apart_are_apart(role, may_not):
    assert not allowed(holder(role), may_not)


def test_everyone_uses_daybook_and_nobody_without_a_role():
    assert all(allowed(holder(role), "access.use") for role in Role)
    assert not allowed(Caller(None, frozenset(), "test"), "access.use")


def test_the_system_may_do_everything_and_says_that_it_is_the_system():
    caller = system_caller("import")
    assert all(allowed(caller, name) for name in all_permissions())
    assert (caller.author.user, caller.author.device, caller.author.purpose) == (None, "import", "system")


def test_a_permission_nobody_wrote_down_is_an_error_not_a_refusal():
    with pytest.raises(UnknownPermissionError, match="does not hold"):
        allowed(holder("officer"), "records.fly")


def test_the_documented_table_is_the_one_in_force():
    assert as_markdown() in DOCS.read_text(), (
        "Run `daybook access permissions` and put its output into docs/permissions.md."
    )
