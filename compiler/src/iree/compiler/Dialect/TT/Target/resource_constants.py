# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Constants whose elements lie outside of the IR (`dense_resource`), as those that hold them.

Importers write every weight so (PyTorch's, ONNX's), and IREE leaves the small ones in the dispatch
that uses them. Strategies and printers then know one kind of constant.
"""

from __future__ import annotations

import numpy as np
from iree.compiler import ir

from iree.tenstorrent.compiler.Conversion.General.walk import inner_ops
from iree.tenstorrent.compiler.IR.bytecode import resource_bytes


def inline(module: ir.Operation) -> None:
    """Gives the module's constants their elements."""
    for constant in inner_ops(module):
        if constant.name != "arith.constant":
            continue
        value = constant.attributes["value"]
        if not str(value.type).startswith("tensor<") or isinstance(value, ir.DenseElementsAttr):
            continue
        constant.attributes["value"] = _dense(value)


def _dense(value: ir.Attribute) -> ir.Attribute:
    tensor = ir.RankedTensorType(value.type)
    data = np.frombuffer(resource_bytes(value), np.uint8)
    with value.context:
        return ir.DenseElementsAttr.get(data, type=tensor)
