# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Amounts (sizes and offsets of a dispatch) inside a kernel: from push constants, once each."""

from __future__ import annotations

from iree.tenstorrent.compiler.Conversion.Expression.amount import Amount, Symbol
from iree.tenstorrent.compiler.Conversion.Frame.kernel_frame import FIRST_BINDING
from iree.tenstorrent.compiler.IR import index_arith as index
from iree.tenstorrent.compiler.IR import tt
from iree.tenstorrent.compiler.Target.workgroup_count import Arg, Binary, Count


class PushConstants:
    """Builds amounts at the top of a kernel's body, before its loops; equal ones are one value."""

    def __init__(self, binding_count: int) -> None:
        self.first = FIRST_BINDING + 2 * binding_count
        self._symbols: dict[tuple[Symbol, str], index.Scalar] = {}
        self._amounts: dict[tuple[Amount, str], index.Scalar] = {}

    def i32(self, amount: Amount) -> index.Scalar:
        return self._amount(amount, "i32")

    def i64(self, amount: Amount) -> index.Scalar:
        return self._amount(amount, "i64")

    def _amount(self, amount: Amount, kind: str) -> index.Scalar:
        if amount.static is not None:
            return amount.static
        key = (amount, kind)
        if key not in self._amounts:
            total: index.Scalar = 0
            for symbols, factor in amount.terms:
                part: index.Scalar = factor
                for symbol in symbols:
                    part = index.mul(part, self._symbol(symbol, kind))
                total = index.add(total, part)
            self._amounts[key] = total
        return self._amounts[key]

    def _symbol(self, symbol: Symbol, kind: str) -> index.Scalar:
        key = (symbol, kind)
        if key not in self._symbols:
            self._symbols[key] = self._build(symbol, kind)
        return self._symbols[key]

    def _build(self, symbol: Symbol, kind: str) -> index.Scalar:
        if symbol.op == "constant":
            low, high = (arg for arg in symbol.args if isinstance(arg, int))
            word = tt.get_common_arg_val(self.first + low, name=f"constant{low}")
            if kind == "i32":
                return word
            if high < 0:
                return index.extend(word)
            return index.join(word, tt.get_common_arg_val(self.first + high))
        left, right = (self._amount(arg, kind) for arg in symbol.args if isinstance(arg, Amount))
        match symbol.op:
            case "div":
                return index.div(left, right)
            case "rem":
                return index.rem(left, right)
            case "min":
                return index.minimum(left, right)
        return index.maximum(left, right)


def count_of(amount: Amount, workload: dict[Symbol, int]) -> Count | None:
    """An amount over the export's workload, at least; None where it is not sums, products and quotients
    of it."""
    total: Count = 0
    for symbols, factor in amount.terms:
        if factor < 0:
            return None
        part: Count = factor
        for symbol in symbols:
            argument = _symbol_count(symbol, workload)
            if argument is None:
                return None
            part = argument if part == 1 else Binary("mul", part, argument)
        total = part if total == 0 else Binary("add", total, part)
    return total


def _symbol_count(symbol: Symbol, workload: dict[Symbol, int]) -> Count | None:
    if symbol in workload:
        return Arg(workload[symbol])
    if symbol.op != "div":
        return None
    left, right = (arg for arg in symbol.args if isinstance(arg, Amount))
    dividend = count_of(left, workload)
    if dividend is None or right.static is None:
        return None
    return Binary("ceildiv", dividend, right.static)
