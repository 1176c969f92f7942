"""Small linear programs against scipy's own way to the same solver."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog
from scipy.sparse import csr_array

from daybook.estate.roadmap.programs import Programs

WHOLE = st.integers(-6, 6)


@settings(max_examples=60, deadline=None)
@given(st.data(), st.integers(1, 5), st.integers(1, 5))
def test_a_program_has_the_least_that_scipy_finds_and_prices_that_prove_it(
    data: st.DataObject, height: int, width: int
) -> None:
    def draw(number: int) -> np.ndarray:
        return np.array(data.draw(st.lists(WHOLE, min_size=number, max_size=number)), dtype=float)

    worth, rows, at_most = draw(width), draw(height * width).reshape(height, width), draw(height)
    low, high = np.zeros(width), np.full(width, 3.0)
    expected = linprog(worth, A_ub=rows, b_ub=at_most, bounds=np.c_[low, high])
    found = Programs().solve(worth, csr_array(rows), at_most, low, high)
    if expected.x is None:
        assert found is None
        return
    assert found is not None
    least, x, prices = found
    assert least == pytest.approx(expected.fun, abs=1e-6)
    assert (rows @ x <= at_most + 1e-6).all()
    assert (prices <= 1e-9).all()
    left = worth - rows.T @ prices
    assert prices @ at_most + np.minimum(left * low, left * high).sum() == pytest.approx(least, abs=1e-6)


def test_one_solver_takes_program_after_program() -> None:
    programs, row = Programs(), csr_array(np.array([[1.0, 1.0]]))
    first = programs.solve(np.array([-1.0, -2.0]), row, np.array([1.0]), np.zeros(2), np.ones(2))
    none = programs.solve(np.array([-1.0, -2.0]), row, np.array([-1.0]), np.zeros(2), np.ones(2))
    wider = csr_array(np.array([[1.0, 1.0, 0.0]]))
    third = programs.solve(np.array([-1.0, -2.0, -3.0]), wider, np.array([1.0]), np.zeros(3), np.ones(3))
    assert (first and first[0], none, third and third[0]) == (-2.0, None, -5.0)
