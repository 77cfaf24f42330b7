# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

"""Runs programs on the Tenstorrent device and on IREE's llvm-cpu, and compares both with numpy."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

import iree.tenstorrent as tt
from tests.e2e.program import Program
from tests.e2e.tolerances import EXACT, Tolerance, default_tolerance

# (name of the target backend, device, flags of iree-compile)
Target = tuple[str, str, tuple[str, ...]]

TENSTORRENT: Target = ("tenstorrent", "tenstorrent", ())
LLVM_CPU: Target = ("llvm-cpu", "local-task", ("--iree-llvmcpu-target-cpu=host",))


def program_test(programs: Sequence[Program]) -> Callable[..., None]:
    """The pytest function of a family: each of its programs on each target."""
    names = [program.name for program in programs]
    assert len(set(names)) == len(names), "names must be unique in a family"

    @pytest.mark.parametrize("program", programs, ids=names)
    def test_program(program: Program, targets: Sequence[Target]) -> None:
        check(program, targets)

    return test_program


def check(program: Program, targets: Sequence[Target]) -> None:
    """Asserts that each target computes the reference, and that all targets agree."""
    arguments = program.arguments()
    results = {target[0]: run(program, target, arguments) for target in targets}
    expected = _reference(program, arguments)
    for target, result in results.items():
        _compare(result, expected, program.tolerance, f"{program.name}: {target} against numpy")
    if len(results) == 2:
        ours, theirs = results.values()
        _compare(ours, theirs, program.tolerance, f"{program.name}: {' against '.join(results)}")


def compare_with_reference(
    program: Program, results: Any, arguments: Sequence[Any], target: str
) -> None:
    """Asserts that what a call returned is the program's reference, within its tolerance."""
    what = f"{program.name}: {target} against numpy"
    _compare(_as_arrays(results), _reference(program, arguments), program.tolerance, what)


def run(program: Program, target: Target, arguments: Sequence[Any]) -> list[NDArray[Any]]:
    """Compiles and runs a program on one target."""
    backend, device, flags = target
    compiled = tt.compile_module(program.mlir, target=backend, flags=(*flags, *program.flags))
    results = tt.load_module(compiled, device)[program.function](*arguments)
    return _as_arrays(results)


def _reference(program: Program, arguments: Sequence[Any]) -> list[NDArray[Any]]:
    # References may overflow or divide by zero as the program does.
    with np.errstate(all="ignore"):
        return _as_arrays(program.reference(*arguments))


def _as_arrays(results: Any) -> list[NDArray[Any]]:
    sequence = results if isinstance(results, tuple) else (results,)
    return [np.asarray(result) for result in sequence]


def _compare(
    actual: Sequence[NDArray[Any]],
    expected: Sequence[NDArray[Any]],
    tolerance: Tolerance | None,
    what: str,
) -> None:
    assert len(actual) == len(expected), f"{what}: {len(actual)} results, not {len(expected)}"
    for index, (value, wanted) in enumerate(zip(actual, expected, strict=True)):
        where = f"{what}: result {index}"
        assert value.shape == wanted.shape, f"{where}: shape {value.shape}, not {wanted.shape}"
        if wanted.dtype.kind in "biu":
            # IREE's integers have no sign at the boundary: compare the bits.
            np.testing.assert_array_equal(_bits(value, wanted), wanted, err_msg=where)
            continue
        assert value.dtype == wanted.dtype, f"{where}: {value.dtype}, not {wanted.dtype}"
        bound = tolerance or default_tolerance(wanted.dtype)
        _compare_floats(value, wanted, bound, where)


def _bits(value: NDArray[Any], wanted: NDArray[Any]) -> NDArray[Any]:
    if value.dtype == wanted.dtype or value.dtype.itemsize != wanted.dtype.itemsize:
        return value
    return value.view(wanted.dtype)


def _compare_floats(
    value: NDArray[Any], wanted: NDArray[Any], bound: Tolerance, where: str
) -> None:
    wide = np.complex128 if wanted.dtype.kind == "c" else np.float64
    value, wanted = value.astype(wide), wanted.astype(wide)
    finite = np.abs(wanted[np.isfinite(wanted)])
    largest = float(finite.max()) if finite.size else 0.0
    np.testing.assert_allclose(
        value,
        wanted,
        rtol=bound.relative,
        atol=0 if bound is EXACT else bound.of_largest * largest,
        err_msg=f"{where} (allowed: {bound.reason})",
    )
