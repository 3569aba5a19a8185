"""Compiled searches over rows of savings. Import on first use: numba takes a second to load.

Interchange: Teitz & Bart (1968), with the gains, losses and extras of Resende & Werneck (2007), so that a
swap updates only the rows it touches. Bound: Lagrangian relaxation of "a row saves at most once", by
subgradients (Cornuéjols, Fisher & Nemhauser 1977; Held, Wolfe & Crowder 1974). Rows of savings fall, so every
walk down a row stops at the first saving that no longer matters.
"""

from __future__ import annotations

import numpy as np
from numba import njit
from numpy.typing import NDArray

Flags = NDArray[np.bool_]
Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Narrow = NDArray[np.int32]

CHOSEN_NOWHERE = -1
SMOOTH = 0.95  # of the last direction that the next keeps
SHRINK = 0.7  # of the step, when the bound stalls


@njit(cache=True)
def sort_rows(indptr: Integers, sites: Narrow, saving: Floats) -> None:
    """Each row by falling saving, in place; equal savings keep their order."""
    for row in range(indptr.size - 1):
        start, end = indptr[row], indptr[row + 1]
        order = np.argsort(-saving[start:end], kind="mergesort")
        sites[start:end] = sites[start:end][order]
        saving[start:end] = saving[start:end][order]


@njit(cache=True)
def by_site(indptr: Integers, sites: Narrow, saving: Floats, n_sites: int) -> tuple[Integers, Narrow, Floats]:
    """The same savings by site: start of each site, rows, savings."""
    start = np.zeros(n_sites + 1, np.int64)
    for at in range(sites.size):
        start[sites[at] + 1] += 1
    for site in range(n_sites):
        start[site + 1] += start[site]
    free = start[:-1].copy()
    rows = np.empty(sites.size, np.int32)
    values = np.empty(sites.size)
    for row in range(indptr.size - 1):
        for at in range(indptr[row], indptr[row + 1]):
            to = free[sites[at]]
            free[sites[at]] += 1
            rows[to] = row
            values[to] = saving[at]
    return start, rows, values


@njit(cache=True)
def _locate(
    row: int,
    indptr: Integers,
    sites: Narrow,
    saving: Floats,
    slot_of: Integers,
    best: Floats,
    slot: Integers,
    second: Floats,
    slot2: Integers,
) -> None:
    """The two best open sites of a row, 0 and −1 where there are none."""
    best[row] = second[row] = 0.0
    slot[row] = slot2[row] = CHOSEN_NOWHERE
    for at in range(indptr[row], indptr[row + 1]):
        open_slot = slot_of[sites[at]]
        if open_slot >= 0:
            if slot[row] < 0:
                best[row], slot[row] = saving[at], open_slot
            else:
                second[row], slot2[row] = saving[at], open_slot
                return


@njit(cache=True)
def _count(
    row: int,
    sign: float,
    indptr: Integers,
    sites: Narrow,
    saving: Floats,
    best: Floats,
    slot: Integers,
    second: Floats,
    gain: Floats,
    loss: Floats,
    extra: Floats,
) -> None:
    """Add (or take back) what a row says about opening, closing and swapping."""
    open_slot = slot[row]
    if open_slot >= 0:
        loss[open_slot] += sign * (best[row] - second[row])
    for at in range(indptr[row], indptr[row + 1]):
        value = saving[at]
        if value <= second[row]:
            return
        if value > best[row]:
            gain[sites[at]] += sign * (value - best[row])
        if open_slot >= 0:
            extra[sites[at], open_slot] += sign * (min(value, best[row]) - second[row])


@njit(cache=True)
def interchange(
    indptr: Integers,
    sites: Narrow,
    saving: Floats,
    start_of: Integers,
    rows_of: Narrow,
    saving_of: Floats,
    begin: Integers,
    most: int,
    costs: Floats,
    budget: float,
    per_cost: bool,
    least: float,
) -> Integers:
    """Open sites (−1 in empty slots) that no single opening or swap improves by more than `least`.

    Starts from the sites of `begin`, fills up greedily (by gain, or gain per cost), then swaps.
    """
    n_rows, n_sites = indptr.size - 1, start_of.size - 1
    in_slot = np.full(most, CHOSEN_NOWHERE, np.int64)
    slot_of = np.full(n_sites, CHOSEN_NOWHERE, np.int64)
    spent = 0.0
    for number in range(min(begin.size, most)):
        in_slot[number] = begin[number]
        slot_of[begin[number]] = number
        spent += costs[begin[number]]
    best, second = np.zeros(n_rows), np.zeros(n_rows)
    slot, slot2 = np.empty(n_rows, np.int64), np.empty(n_rows, np.int64)
    gain, loss, extra = np.zeros(n_sites), np.zeros(most), np.zeros((n_sites, most))
    for row in range(n_rows):
        _locate(row, indptr, sites, saving, slot_of, best, slot, second, slot2)
        _count(row, 1.0, indptr, sites, saving, best, slot, second, gain, loss, extra)
    touched = np.zeros(n_rows, np.bool_)
    changed = np.empty(n_rows, np.int64)
    while True:
        top, top_in, top_out = least, CHOSEN_NOWHERE, CHOSEN_NOWHERE
        for out in range(most):
            if in_slot[out] < 0:
                for site in range(n_sites):
                    if slot_of[site] < 0 and gain[site] > least and spent + costs[site] <= budget:
                        worth = gain[site] / max(costs[site], 1e-12) if per_cost else gain[site]
                        if top_in < 0 or worth > top:
                            top, top_in, top_out = worth, site, out
                break
        if top_in < 0:
            top = least
            for site in range(n_sites):
                if slot_of[site] >= 0 or gain[site] <= least:
                    continue
                for out in range(most):
                    closing = in_slot[out]
                    if closing < 0 or spent + costs[site] - costs[closing] > budget:
                        continue
                    profit = gain[site] - loss[out] + extra[site, out]
                    if profit > top:
                        top, top_in, top_out = profit, site, out
        if top_in < 0:
            return in_slot
        n_changed = 0
        for at in range(start_of[top_in], start_of[top_in + 1]):
            row = rows_of[at]
            if saving_of[at] > second[row] or slot2[row] < 0:
                touched[row] = True
                changed[n_changed] = row
                n_changed += 1
        closing = in_slot[top_out]
        if closing >= 0:
            for at in range(start_of[closing], start_of[closing + 1]):
                row = rows_of[at]
                if not touched[row] and (slot[row] == top_out or slot2[row] == top_out):
                    touched[row] = True
                    changed[n_changed] = row
                    n_changed += 1
            slot_of[closing] = CHOSEN_NOWHERE
            spent -= costs[closing]
        in_slot[top_out] = top_in
        slot_of[top_in] = top_out
        spent += costs[top_in]
        for number in range(n_changed):
            row = changed[number]
            touched[row] = False
            _count(row, -1.0, indptr, sites, saving, best, slot, second, gain, loss, extra)
            _locate(row, indptr, sites, saving, slot_of, best, slot, second, slot2)
            _count(row, 1.0, indptr, sites, saving, best, slot, second, gain, loss, extra)


@njit(cache=True)
def saved(indptr: Integers, sites: Narrow, saving: Floats, is_open: Flags) -> float:
    """Σ over rows of the best saving among open sites."""
    total = 0.0
    for row in range(indptr.size - 1):
        for at in range(indptr[row], indptr[row + 1]):
            if is_open[sites[at]]:
                total += saving[at]
                break
    return total


@njit(cache=True)
def prices_nearby(indptr: Integers, sites: Narrow, saving: Floats, is_open: Flags) -> Floats:
    """For each row the mean of its two best savings among open sites."""
    price = np.zeros(indptr.size - 1)
    for row in range(indptr.size - 1):
        found = 0
        for at in range(indptr[row], indptr[row + 1]):
            if is_open[sites[at]]:
                price[row] += 0.5 * saving[at]
                found += 1
                if found == 2:
                    break
    return price


@njit(cache=True)
def _pick(worth: Floats, most: int, costs: Floats, budget: float, with_budget: bool, taken: Floats) -> float:
    """Σ of the largest `most` of `worth`, or the fractional knapsack if that is less; fills `taken`."""
    n_sites = worth.size
    taken[:] = 0.0
    total = 0.0
    if most >= n_sites:
        for site in range(n_sites):
            taken[site] = 1.0
            total += worth[site]
    elif most > 0:
        edge = np.partition(worth, n_sites - most)[n_sites - most]
        left = most
        for site in range(n_sites):
            if worth[site] > edge:
                taken[site] = 1.0
                total += worth[site]
                left -= 1
        for site in range(n_sites):
            if left > 0 and worth[site] == edge:
                taken[site] = 1.0
                total += edge
                left -= 1
    if not with_budget or (taken * costs).sum() <= budget:
        return total
    by_worth = np.argsort(-worth / np.maximum(costs, 1e-12), kind="mergesort")
    fractional, left_over, part = 0.0, budget, np.zeros(n_sites)
    for site in by_worth:
        share = 1.0 if costs[site] <= left_over else left_over / costs[site]
        part[site] = share
        fractional += share * worth[site]
        left_over -= share * costs[site]
        if share < 1.0:
            break
    if fractional < total:
        taken[:] = part
        return fractional
    return total


@njit(cache=True)
def descend(
    indptr: Integers,
    sites: Narrow,
    saving: Floats,
    most: int,
    costs: Floats,
    budget: float,
    price: Floats,
    direction: Floats,
    average: Floats,
    best: float,
    best_price: Floats,
    best_worth: Floats,
    reached: float,
    rounds: int,
    step: float,
    patience: int,
) -> tuple[float, float]:
    """Smoothed subgradient steps on the prices (n_rows,) of "a row saves at most once".

    Returns the best bound and the step that is left. Carried on in place: `price` and `direction` (n_rows,),
    `average` (n_sites,), how much of each site was taken lately, and for the best bound its prices and each
    site's worth at them. Smoothing as in Camerini, Fratta & Maffioli (1975): without it covering
    problems stall a percent away from the bound that they can prove.
    """
    n_rows, n_sites = indptr.size - 1, costs.size
    with_budget = np.isfinite(budget)
    taken, worth = np.zeros(n_sites), np.zeros(n_sites)
    stalled = 0
    for _ in range(rounds):
        worth[:] = 0.0
        bound = 0.0
        for row in range(n_rows):
            bound += price[row]
            for at in range(indptr[row], indptr[row + 1]):
                if saving[at] <= price[row]:
                    break
                worth[sites[at]] += saving[at] - price[row]
        bound += _pick(worth, most, costs, budget, with_budget, taken)
        average[:] = SMOOTH * average + (1.0 - SMOOTH) * taken
        stalled = 0 if bound < best - 1e-5 * abs(best) else stalled + 1
        if bound < best:
            best = bound
            best_price[:] = price
            best_worth[:] = worth
        if stalled >= patience:
            step *= SHRINK
            stalled = 0
            price[:] = best_price
        length = 0.0
        for row in range(n_rows):
            slope = 1.0
            for at in range(indptr[row], indptr[row + 1]):
                if saving[at] <= price[row]:
                    break
                slope -= taken[sites[at]]
            direction[row] = SMOOTH * direction[row] + (1.0 - SMOOTH) * slope
            if direction[row] < 0.0 or price[row] > 0.0:
                length += direction[row] ** 2
        if length == 0.0 or bound <= reached:
            break
        stride = step * (bound - reached) / length
        for row in range(n_rows):
            price[row] = max(0.0, price[row] - stride * direction[row])
    return best, step
