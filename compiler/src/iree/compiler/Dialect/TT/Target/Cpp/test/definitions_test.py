# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Kernels contain what they need of the kernel library, and no more."""

from collections import Counter

import pytest

from iree.tenstorrent.compiler.Target.Cpp.preludes import PRELUDES
from iree.tenstorrent.compiler.Target.Cpp.preludes.definitions import needed, parse

LOW = """// Numbers.

// The unit.
constexpr uint32_t unit = 64;

inline uint32_t half(uint32_t x) { return x / 2; }
inline uint32_t whole(uint32_t x) { return x; }
"""

HIGH = """// Ranges of numbers.

// Two of them, unlike whole().
template <typename T, int N = 2>
inline T twice(T x,
               T y) {
  struct Pair {
    T a;
  };

  return half(x) + unit * y;
}

struct Range {
  uint32_t first;
};
"""


def test_takes_what_is_named_and_what_that_names() -> None:
    low, high = needed([LOW, HIGH], "  twice<int>(1, 2);\n")
    assert low == (
        "// Numbers.\n\n// The unit.\nconstexpr uint32_t unit = 64;\n\n"
        "inline uint32_t half(uint32_t x) { return x / 2; }\n"
    )
    assert high.startswith("// Ranges of numbers.\n\n// Two of them")
    assert high.endswith("return half(x) + unit * y;\n}\n")


def test_leaves_preludes_that_nothing_names() -> None:
    assert needed([LOW, HIGH], "  Range range = {1};\n") == [
        "// Ranges of numbers.\n\nstruct Range {\n  uint32_t first;\n};\n"
    ]
    assert needed([LOW, HIGH], "  // twice\n") == []


def test_says_where_a_prelude_is_not_plain() -> None:
    with pytest.raises(ValueError, match="ends within a definition"):
        parse("inline int f() {\n")


@pytest.mark.parametrize("name", PRELUDES)
def test_knows_each_definition_of_the_library(name: str) -> None:
    text = PRELUDES[name].text()
    parsed = parse(text)
    assert parsed.definitions
    pieces = parsed.introduction + "".join(definition.text for definition in parsed.definitions)
    assert Counter(pieces.split()) == Counter(text.split())
    for definition in parsed.definitions:
        assert definition.name in definition.words
