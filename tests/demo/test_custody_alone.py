"""The demonstration's suites where no force is loaded."""

from daybook.custody.models import Suite
from daybook.demo.custody.stocking import stock


def test_nothing_is_stocked_where_no_force_is_loaded(db):
    assert stock() == 0
    assert not Suite.objects.exists()
