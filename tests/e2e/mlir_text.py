# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

"""The text of small MLIR modules: one function around a body, or around one StableHLO operation."""

from collections.abc import Sequence


def module(arguments: str, result: str, body: str) -> str:
    """`func.func @main(arguments) -> result`, where `body` has everything between the braces."""
    return f"func.func @main({arguments}) -> ({result}) {{\n{body}\n}}\n"


def stablehlo_op(op: str, operands: Sequence[str], result: str, attributes: str = "") -> str:
    """A module of one operation in generic form, e.g. ("stablehlo.add", ["4xf32"] * 2, "4xf32")."""
    arguments = ", ".join(f"%a{i}: tensor<{type}>" for i, type in enumerate(operands))
    names = ", ".join(f"%a{i}" for i in range(len(operands)))
    types = ", ".join(f"tensor<{type}>" for type in operands)
    properties = f" <{{{attributes}}}>" if attributes else ""
    return module(
        arguments,
        f"tensor<{result}>",
        f'  %0 = "{op}"({names}){properties} : ({types}) -> tensor<{result}>\n'
        f"  return %0 : tensor<{result}>",
    )


def vtensor(type: str) -> str:
    """!torch.vtensor of "4x8xf32" (integers are signed, as PyTorch's)."""
    *dims, element = type.split("x")
    if element[0] == "i" and element != "i1":
        element = "s" + element
    return f"!torch.vtensor<[{','.join(dims)}],{element}>"
