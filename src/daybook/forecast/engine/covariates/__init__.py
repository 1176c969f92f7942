"""What stands at a place, for models that can learn from it: land use, premises, stations. Never who lives there."""

from daybook.forecast.engine.covariates.headings import check_heading
from daybook.forecast.engine.covariates.laid import Covariates, Laid, laid
from daybook.forecast.engine.covariates.reading import read_covariates
from daybook.forecast.engine.covariates.refused import CovariateError

__all__ = ["CovariateError", "Covariates", "Laid", "check_heading", "laid", "read_covariates"]
