# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

"""The transformer of all-MiniLM-L6-v2 as an ONNX graph: a BERT encoder, the mean over tokens, unit length.

The weights are inputs of the graph, so that the model is a few kilobytes and its weights stay where they are.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

_HEADS = 12
_EPSILON = 1e-12
_OPSET = 20


def sentence_encoder(
    weights: Mapping[str, NDArray[Any]], batch: int, length: int
) -> tuple[onnx.ModelProto, list[str]]:
    """The model and the names of the weights that it takes.

    Its inputs are i64[batch, length] token numbers, i64[batch, length] mask, and the weights in the order of the
    names; its result is f32[batch, width], a vector of length 1 for each sentence.
    """
    graph = _Graph(weights)
    width = weights["embeddings.word_embeddings.weight"].shape[1]
    layers = 1 + max(
        int(name.split(".")[2]) for name in weights if name.startswith("encoder.layer.")
    )

    x = graph.op("Gather", graph.weight("embeddings.word_embeddings.weight"), "ids")
    positions = graph.op(
        "Slice",
        graph.weight("embeddings.position_embeddings.weight"),
        *(graph.constant(np.array([value])) for value in (0, length, 0)),
    )
    types = graph.op(
        "Gather",
        graph.weight("embeddings.token_type_embeddings.weight"),
        graph.constant(np.array(0)),
    )
    x = graph.op("Add", graph.op("Add", x, positions), types)
    x = graph.layer_norm(x, "embeddings.LayerNorm")

    real = graph.op("Cast", "mask", to=TensorProto.FLOAT)
    # 0 where there is a token, far below every score where there is none.
    hidden = graph.op("Mul", graph.op("Sub", graph.scalar(1), real), graph.scalar(-1e4))
    hidden = graph.op("Reshape", hidden, graph.constant(np.array([batch, 1, 1, length])))
    for number in range(layers):
        x = _layer(graph, x, hidden, f"encoder.layer.{number}", (batch, length, width))

    weight = graph.op("Unsqueeze", real, graph.constant(np.array([2])))
    total = graph.op(
        "ReduceSum", graph.op("Mul", x, weight), graph.constant(np.array([1])), keepdims=0
    )
    count = graph.op("ReduceSum", real, graph.constant(np.array([1])), keepdims=1)
    mean = graph.op("Div", total, count)
    norm = graph.op("ReduceL2", mean, graph.constant(np.array([1])), keepdims=1)
    graph.op("Div", mean, norm, result="embedding")
    return graph.model(batch, length, width), list(graph.used)


def _layer(graph: "_Graph", x: str, hidden: str, name: str, shape: tuple[int, int, int]) -> str:
    """Attention of each token to all others, then a perceptron; each is added to its input and normalized."""
    batch, length, width = shape
    heads = graph.constant(np.array([batch, length, _HEADS, width // _HEADS]))

    def split(part: str) -> str:
        """f32[batch, heads, length, features]"""
        projected = graph.linear(x, f"{name}.attention.self.{part}")
        return graph.op("Transpose", graph.op("Reshape", projected, heads), perm=[0, 2, 1, 3])

    query, key, value = (split(part) for part in ("query", "key", "value"))
    scores = graph.op("MatMul", query, graph.op("Transpose", key, perm=[0, 1, 3, 2]))
    scores = graph.op("Mul", scores, graph.scalar((width // _HEADS) ** -0.5))
    attention = graph.op("Softmax", graph.op("Add", scores, hidden), axis=-1)
    attended = graph.op("Transpose", graph.op("MatMul", attention, value), perm=[0, 2, 1, 3])
    attended = graph.op("Reshape", attended, graph.constant(np.array(shape)))
    attended = graph.linear(attended, f"{name}.attention.output.dense")
    x = graph.layer_norm(graph.op("Add", attended, x), f"{name}.attention.output.LayerNorm")
    inner = graph.op("Gelu", graph.linear(x, f"{name}.intermediate.dense"))
    outer = graph.linear(inner, f"{name}.output.dense")
    return graph.layer_norm(graph.op("Add", outer, x), f"{name}.output.LayerNorm")


class _Graph:
    """Nodes in the making; values are known by their names."""

    def __init__(self, weights: Mapping[str, NDArray[Any]]) -> None:
        self._weights = weights
        self._nodes: list[onnx.NodeProto] = []
        self._constants: list[onnx.TensorProto] = []
        # Weights in the order of their first use.
        self.used: dict[str, None] = {}

    def op(self, type: str, *operands: str, result: str = "", **attributes: Any) -> str:
        result = result or f"v{len(self._nodes)}"
        self._nodes.append(helper.make_node(type, operands, [result], **attributes))
        return result

    def weight(self, name: str) -> str:
        self.used[name] = None
        return name

    def constant(self, array: NDArray[Any]) -> str:
        name = f"c{len(self._constants)}"
        self._constants.append(numpy_helper.from_array(array, name))
        return name

    def scalar(self, value: float) -> str:
        return self.constant(np.array(value, np.float32))

    def linear(self, x: str, name: str) -> str:
        """x @ weight^T + bias."""
        transposed = self.op("Transpose", self.weight(f"{name}.weight"), perm=[1, 0])
        return self.op("Add", self.op("MatMul", x, transposed), self.weight(f"{name}.bias"))

    def layer_norm(self, x: str, name: str) -> str:
        scale, bias = self.weight(f"{name}.weight"), self.weight(f"{name}.bias")
        return self.op("LayerNormalization", x, scale, bias, axis=-1, epsilon=_EPSILON)

    def model(self, batch: int, length: int, width: int) -> onnx.ModelProto:
        inputs: Sequence[onnx.ValueInfoProto] = [
            helper.make_tensor_value_info("ids", TensorProto.INT64, [batch, length]),
            helper.make_tensor_value_info("mask", TensorProto.INT64, [batch, length]),
            *(
                helper.make_tensor_value_info(name, TensorProto.FLOAT, self._weights[name].shape)
                for name in self.used
            ),
        ]
        output = helper.make_tensor_value_info("embedding", TensorProto.FLOAT, [batch, width])
        graph = helper.make_graph(self._nodes, "encode", inputs, [output], self._constants)
        opset = helper.make_opsetid("", _OPSET)
        return helper.make_model(graph, ir_version=9, opset_imports=[opset])
