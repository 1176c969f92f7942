from datetime import UTC, datetime

import pytest
from pydantic import ValidationError

from daybook.legacy.mapping import Limits

NIGHT = Limits(maintenance=["Sun 02:00-04:00", "23:30-00:30"])


@pytest.mark.parametrize(
    ("now", "until"),
    [
        (datetime(2026, 1, 4, 3, 0, tzinfo=UTC), datetime(2026, 1, 4, 4, 0, tzinfo=UTC)),
        (datetime(2026, 1, 5, 3, 0, tzinfo=UTC), None),
        (datetime(2026, 1, 5, 23, 45, tzinfo=UTC), datetime(2026, 1, 6, 0, 30, tzinfo=UTC)),
        (datetime(2026, 1, 6, 0, 15, tzinfo=UTC), datetime(2026, 1, 6, 0, 30, tzinfo=UTC)),
        (datetime(2026, 7, 5, 1, 30, tzinfo=UTC), datetime(2026, 7, 5, 3, 0, tzinfo=UTC)),
        (datetime(2026, 1, 6, 12, 0, tzinfo=UTC), None),
    ],
)
def test_maintenance_is_in_local_time_and_may_pass_midnight(now, until):
    assert NIGHT.resting_until(now) == until


def test_a_window_that_is_none_is_refused():
    with pytest.raises(ValidationError, match="Write 'Sun 02:00-04:00'"):
        Limits(maintenance=["Sundays"])
