# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

"""Writes the trained perceptron as an MLIR module, with the MLIR Python bindings of IREE's compiler."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from iree.compiler import ir
from iree.compiler.dialects import arith, func, linalg, tensor
from numpy.typing import NDArray

from models.mnist.training import Layer


def export(layers: Sequence[Layer], batch: int) -> str:
    """Returns a module of one function, `main`: images f32[batch, pixels] to probabilities f32[batch, classes].

    It is linalg on tensors; the weights are constants of the module.
    """
    with ir.Context(), ir.Location.name("mnist"):
        module = ir.Module.create()
        images = ir.RankedTensorType.get([batch, layers[0].weight.shape[0]], ir.F32Type.get())

        def main(x: ir.Value) -> ir.Value:
            for layer in layers[:-1]:
                x = _relu(_linear(x, layer))
            x = _linear(x, layers[-1])
            return linalg.softmax(result=[x.type], input=x, output=_empty(x.type), dimension=1)

        with ir.InsertionPoint(module.body):
            func.FuncOp.from_py_func(images, name="main")(main)
        module.operation.verify()
        return str(module)


def _linear(x: ir.Value, layer: Layer) -> ir.Value:
    """x @ weight + bias: a product that is added to the bias of each row."""
    shape = [x.type.shape[0], layer.bias.shape[0]]
    bias = linalg.broadcast(
        _constant(layer.bias), outs=[tensor.empty(shape, ir.F32Type.get())], dimensions=[0]
    )
    return linalg.matmul(x, _constant(layer.weight), outs=[bias.result])


def _relu(x: ir.Value) -> ir.Value:
    zero = ir.FloatAttr.get(ir.F32Type.get(), 0.0)
    return arith.maximumf(x, arith.constant(x.type, ir.DenseElementsAttr.get_splat(x.type, zero)))


def _constant(array: NDArray[Any]) -> ir.Value:
    attribute = ir.DenseElementsAttr.get(np.ascontiguousarray(array))
    return arith.constant(attribute.type, attribute)


def _empty(type: ir.Type) -> ir.Value:
    return tensor.empty(type.shape, type.element_type)
