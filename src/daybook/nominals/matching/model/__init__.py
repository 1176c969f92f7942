"""The weights of a comparison: what they are, how they are kept, how they are learnt without labels."""

from daybook.nominals.matching.model.frequencies import count_frequencies
from daybook.nominals.matching.model.model import FEWEST_MET, Model, ModelError, starting_model
from daybook.nominals.matching.model.training import train

__all__ = ["FEWEST_MET", "Model", "ModelError", "count_frequencies", "starting_model", "train"]
