"""Small linear programs, thousands of them: HiGHS through its own interface, which takes half the time of scipy's."""

from __future__ import annotations

import highspy
import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

Floats = NDArray[np.float64]


class Programs:
    """One solver for all of them, one after the other."""

    def __init__(self) -> None:
        self.highs = highspy.Highs()
        self.highs.setOptionValue("output_flag", False)
        self.highs.setOptionValue("presolve", "off")
        self.highs.setOptionValue("threads", 1)

    def solve(
        self, worth: Floats, rows: csr_array, at_most: Floats, low: Floats, high: Floats
    ) -> tuple[float, Floats, Floats] | None:
        """The least of `worth @ x` for `rows @ x <= at_most` and `low <= x <= high`: itself, x, and the price of each
        row, not above nothing. None where there is no such x, or no least."""
        program = highspy.HighsLp()
        program.num_row_, program.num_col_ = rows.shape
        program.col_cost_, program.col_lower_, program.col_upper_ = worth, low, high
        program.row_lower_, program.row_upper_ = np.full(len(at_most), -np.inf), at_most
        program.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        program.a_matrix_.start_, program.a_matrix_.index_ = rows.indptr, rows.indices
        program.a_matrix_.value_ = rows.data
        self.highs.passModel(program)
        self.highs.run()
        if self.highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        found = self.highs.getSolution()
        return self.highs.getObjectiveValue(), np.array(found.col_value), np.array(found.row_dual)
