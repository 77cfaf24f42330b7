# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Operations get their classes without the slow parts of their dialects' own modules."""

import subprocess
import sys

# In a process of its own, as imports stay.
_PROGRAM = """
import sys
from iree.compiler import ir
from iree.tenstorrent.compiler.IR import op_classes
op_classes.prefer()
with ir.Context():
    module = ir.Module.parse('''
func.func @f(%x: f32, %e: tensor<4xf32>) -> tensor<4xf32> {
  %0 = linalg.fill ins(%x : f32) outs(%e : tensor<4xf32>) -> tensor<4xf32>
  return %0 : tensor<4xf32>
}''')
    fill = module.body.operations[0].body.blocks[0].operations[0]
    print(type(fill).__name__, "opdsl" in " ".join(sys.modules))
    from iree.compiler.dialects import linalg
    print(isinstance(fill, linalg.FillOp))
"""


def test_linalg_comes_without_opdsl_and_with_the_same_classes() -> None:
    command = [sys.executable, "-c", _PROGRAM]
    result = subprocess.run(command, check=True, capture_output=True, text=True)
    assert result.stdout.splitlines() == ["FillOp False", "True"]
