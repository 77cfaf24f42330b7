# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The kernel library's math functions, compiled for this host, against libm."""

import subprocess
from pathlib import Path

import pytest

from iree.tenstorrent.compiler.Target.Cpp.preludes import PRELUDES, Prelude

_PRELUDES = (
    "exponential",
    "logarithm",
    "power",
    "roots",
    "trigonometry",
    "inverse_trigonometry",
    "hyperbolic",
    "error_function",
    "rounding",
    "fused_multiply_add",
)
# Function, lowest and highest argument, largest relative error of the f64 form.
_FUNCTIONS = (
    ("exp", -700, 700, 1e-15),
    ("exp2", -1000, 1000, 1e-15),
    ("expm1", -5, 5, 1e-15),
    ("log", 1e-300, 1e300, 1e-15),
    ("log2", 1e-5, 1e5, 1e-15),
    ("log10", 1e-5, 1e5, 1e-15),
    ("log1p", -0.9, 5, 1e-15),
    ("sqrt", 0, 1e6, 5e-16),
    ("cbrt", -1e6, 1e6, 1e-15),
    ("sin", -100, 100, 1e-15),
    ("cos", -100, 100, 1e-15),
    ("tan", -1.5, 1.5, 1e-15),
    ("asin", -1, 1, 2e-15),
    ("acos", -1, 1, 2e-15),
    ("atan", -50, 50, 1e-15),
    ("sinh", -30, 30, 1e-15),
    ("cosh", -30, 30, 1e-15),
    ("tanh", -5, 5, 1e-15),
    ("asinh", -50, 50, 1e-15),
    ("acosh", 1, 50, 1e-15),
    ("atanh", -0.99, 0.99, 1e-15),
    ("erf", -4, 4, 3e-15),
    ("erfc", -4, 10, 1e-10),
    ("floor", -9, 9, 0),
    ("ceil", -9, 9, 0),
    ("round", -9, 9, 0),
    ("trunc", -9, 9, 0),
)
# f32 functions that have a shorter form of their own, with their arguments. They round once.
_SHORT_FUNCTIONS = (
    ("exp", -104, 89),
    ("exp2", -150, 129),
    ("expm1", -20, 89),
    ("tanh", -12, 12),
    ("log", 1e-38, 3e38),
    ("log2", 1e-3, 1e3),
    ("sin", -100, 100),
)
# Expressions that must be true: C's special cases.
_SPECIAL_CASES = (
    "pow_f64(-2, 3) == -8",
    "std::isnan(pow_f64(-2, 0.5))",
    "pow_f64(0, -1) == f64_infinity()",
    "pow_f64(f64_nan(), 0) == 1",
    "std::signbit(pow_f64(-0.0, 3))",
    "integer_power<int32_t>(-3, 3) == -27",
    "integer_power<int32_t>(2, -1) == 0",
    "atan2_f64(-0.0, -1) == -std::acos(-1.0)",
    "std::signbit(sin_f64(-0.0))",
    "exp_f32(-1e9f) == 0 && exp_f32(1e9f) == f32_from_bits(0x7f800000)",
    "std::isnan(exp_f32(f32_from_bits(0x7fc00000)))",
    "tanh_f32(1e9f) == 1 && std::signbit(tanh_f32(-0.0f))",
    "exp_f64(-1e9) == 0 && exp_f64(1e9) == f64_infinity()",
    "log_f64(0) == -f64_infinity() && std::isnan(log_f64(-1))",
    "log_f64(0x1p-1074) == std::log(0x1p-1074)",
    "sqrt_f32(2.0f) == std::sqrt(2.0f)",
    "roundeven_f32(2.5f) == 2 && roundeven_f32(-3.5f) == -4",
    "round_f64(0.49999999999999994) == 0",
    "std::signbit(ceil_f32(-0.5f))",
    "fma_f32(0x1.000002p0f, 0x1.000002p0f, -1.0f) == std::fma(0x1.000002p0f, 0x1.000002p0f, -1.0f)",
)

_MAIN = """
double worst(double (*ours)(double), double (*libm)(double), double low, double high) {
  double worst = 0;
  for (int i = 0; i <= 20000; ++i) {
    const double x = low + (high - low) * (i / 20000.0);
    const double got = ours(x), wanted = libm(x);
    const double error = got == wanted ? 0 : std::fabs(got - wanted) / std::fabs(wanted);
    if (!(error <= worst)) worst = error;
  }
  return worst;
}

// In units of last place.
double worst_short(float (*ours)(float), double (*libm)(double), double low, double high) {
  double worst = 0;
  for (int i = 0; i <= 20000; ++i) {
    const float x = float(low + (high - low) * (i / 20000.0));
    const double wanted = libm(x);
    const float rounded = std::fabs(float(wanted));
    const double unit = double(std::nextafterf(rounded, INFINITY)) - rounded;
    const double error = std::isinf(rounded) ? 0 : std::fabs(ours(x) - wanted) / unit;
    if (!(error <= worst)) worst = error;
  }
  return worst;
}
"""


def _library() -> str:
    pieces: dict[str, Prelude] = {}

    def add(name: str) -> None:
        for required in PRELUDES[name].requires:
            add(required)
        pieces.setdefault(name, PRELUDES[name])

    for name in _PRELUDES:
        add(name)
    return "\n".join(piece.text() for piece in pieces.values())


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> dict[str, float]:
    """Largest error of each function, and 0 for each special case that holds."""
    rows = [
        f'std::printf("%g {name}\\n", worst([](double x) {{ return {name}_f64(x); }}, '
        f"[](double x) {{ return std::{name}(x); }}, {low}, {high}));"
        for name, low, high, _ in _FUNCTIONS
    ]
    rows += [f'std::printf("%d {i}\\n", int(!({case})));' for i, case in enumerate(_SPECIAL_CASES)]
    rows += [
        f'std::printf("%g {name}_f32\\n", worst_short({name}_f32, '
        f"[](double x) {{ return std::{name}(x); }}, {low}, {high}));"
        for name, low, high in _SHORT_FUNCTIONS
    ]
    program = (
        f"#include <cmath>\n#include <cstdint>\n#include <cstdio>\n{_library()}{_MAIN}"
        "int main() {\n" + "\n".join(rows) + "\n}\n"
    )
    folder = tmp_path_factory.mktemp("math")
    source, binary = folder / "math.cc", folder / "math"
    source.write_text(program)
    subprocess.run(
        ["c++", "-std=c++17", "-O2", "-ffp-contract=off", "-Wall", source, "-o", binary],
        check=True,
    )
    output = subprocess.run([binary], check=True, capture_output=True, text=True).stdout
    return {name: float(error) for error, name in map(str.split, output.splitlines())}


@pytest.mark.parametrize(("name", "bound"), [(row[0], row[3]) for row in _FUNCTIONS])
def test_function(results: dict[str, float], name: str, bound: float) -> None:
    assert results[name] <= bound


@pytest.mark.parametrize("name", [row[0] for row in _SHORT_FUNCTIONS])
def test_short_function(results: dict[str, float], name: str) -> None:
    assert results[f"{name}_f32"] <= 0.505


@pytest.mark.parametrize("number", range(len(_SPECIAL_CASES)), ids=_SPECIAL_CASES)
def test_special_case(results: dict[str, float], number: int) -> None:
    assert results[str(number)] == 0


def test_every_piece_has_a_file_and_compiles_alone(tmp_path: Path) -> None:
    for name in _PRELUDES:
        pieces: list[str] = []

        def add(piece: Prelude, found: list[str] = pieces) -> None:
            for required in piece.requires:
                add(PRELUDES[required], found)
            if piece.text() not in found:
                found.append(piece.text())

        add(PRELUDES[name])
        source = tmp_path / f"{name}.cc"
        source.write_text("#include <stdint.h>\n" + "\n".join(pieces))
        subprocess.run(["c++", "-std=c++17", "-fsyntax-only", "-Wall", source], check=True)
