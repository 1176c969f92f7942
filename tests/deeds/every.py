"""For each deed of every room: who does it, what there is before, what they say, and the kind of entry it leaves."""

from __future__ import annotations

from deeds import access, custody, legacy, nominals, oversight, records
from deeds.sample import Sample
from estate_made import ESTATE_SAMPLES
from forecast_made import FORECAST_SAMPLES
from harm_made import HARM_SAMPLES
from retention_made import RETENTION_BODIES
from subject_made import SUBJECT_BODIES

SAMPLES: dict[str, Sample] = {
    **records.SAMPLES,
    **nominals.SAMPLES,
    **custody.SAMPLES,
    **legacy.SAMPLES,
    **access.SAMPLES,
    **oversight.SAMPLES,
    **HARM_SAMPLES,
    **{name: Sample(*rest) for name, rest in (ESTATE_SAMPLES | FORECAST_SAMPLES | RETENTION_BODIES).items()},
    **{name: Sample("data-protection-officer", body, kind) for name, (body, kind) in SUBJECT_BODIES.items()},
}
