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

# Counts how often an operation of our own dialect has MLIR look for a module.
_OWN_PROGRAM = """
import sys
from iree.compiler import ir
from iree.tenstorrent.compiler.IR import op_classes
op_classes.prefer()
searches = []
class Finder:
    def find_spec(self, name, path, target=None):
        searches.extend([name] * name.endswith(".tt"))
sys.meta_path.insert(0, Finder())
with ir.Context() as context, ir.Location.unknown():
    context.allow_unregistered_dialects = True
    module = ir.Module.create()
    with ir.InsertionPoint(module.body):
        for _ in range(3):
            ir.Operation.create("tt.tile_regs_acquire")
    print([type(op).__name__ for op in module.body.operations])
print(len(searches) - len(set(searches)))
"""


def test_linalg_comes_without_opdsl_and_with_the_same_classes() -> None:
    assert _lines(_PROGRAM) == ["FillOp False", "True"]


def test_own_operations_are_looked_for_once() -> None:
    assert _lines(_OWN_PROGRAM) == [str(["TileRegsAcquireOp"] * 3), "0"]


def _lines(program: str) -> list[str]:
    command = [sys.executable, "-c", program]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()
