# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

"""An ONNX model on the device: imported as iree-import-onnx does it, compiled, and compared with onnxruntime.

    ./bazelw run //examples:from_onnx                        # a small model that is made here
    ./bazelw run //examples:from_onnx -- /tmp/model.onnx     # another one, of static shapes

Inputs are random; floating-point results must agree to 1e-3 of the largest.
"""

import argparse
from typing import Any

import numpy as np
import onnx
import onnxruntime
from models.onnx_import import import_onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper

import iree.tenstorrent as tt


def small_model() -> onnx.ModelProto:
    """An image classifier: convolution, pooling, a linear layer and softmax."""
    generator = np.random.default_rng(0)

    def constant(name: str, *shape: int) -> onnx.TensorProto:
        return onnx.numpy_helper.from_array(
            generator.normal(0, 0.3, shape).astype(np.float32), name
        )

    nodes = [
        helper.make_node("Conv", ["image", "filter", "bias"], ["conv"], pads=[1, 1, 1, 1]),
        helper.make_node("Relu", ["conv"], ["relu"]),
        helper.make_node("MaxPool", ["relu"], ["pool"], kernel_shape=[2, 2], strides=[2, 2]),
        helper.make_node("GlobalAveragePool", ["pool"], ["average"]),
        helper.make_node("Flatten", ["average"], ["features"]),
        helper.make_node("Gemm", ["features", "weight", "offset"], ["scores"]),
        helper.make_node("Softmax", ["scores"], ["probabilities"]),
    ]
    graph = helper.make_graph(
        nodes,
        "classify",
        [helper.make_tensor_value_info("image", TensorProto.FLOAT, [1, 3, 16, 16])],
        [helper.make_tensor_value_info("probabilities", TensorProto.FLOAT, [1, 10])],
        [
            constant("filter", 8, 3, 3, 3),
            constant("bias", 8),
            constant("weight", 8, 10),
            constant("offset", 10),
        ],
    )
    return helper.make_model(graph, ir_version=9, opset_imports=[helper.make_opsetid("", 17)])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("model", nargs="?", help="an .onnx file")
    arguments = parser.parse_args()
    model = onnx.load(arguments.model) if arguments.model else small_model()

    compiled = tt.compile_module(import_onnx(model))
    function = tt.load_module(compiled)[model.graph.name]
    print(f"{model.graph.name}: {len(model.graph.node)} nodes, {len(compiled.kernels)} kernels")

    session = onnxruntime.InferenceSession(model.SerializeToString())
    inputs = {value.name: _random(value) for value in session.get_inputs()}
    expected = session.run(None, inputs)
    results = function(*inputs.values())
    results = results if isinstance(results, tuple) else (results,)
    for value, result, wanted in zip(session.get_outputs(), results, expected, strict=True):
        actual = np.asarray(result)
        worst = float(np.abs(actual - wanted).max())
        assert worst <= 1e-3 * float(np.abs(wanted).max()), f"{value.name}: off by {worst}"
        print(f"{value.name} {actual.shape}: equals onnxruntime's to {worst:.1e}")


def _random(value: Any) -> NDArray[Any]:
    """An input of the type that onnxruntime names, e.g. "tensor(float)"."""
    generator = np.random.default_rng(1)
    if value.type == "tensor(float)":
        return np.asarray(generator.uniform(-1, 1, value.shape), np.float32)
    types = {"tensor(int64)": np.int64, "tensor(int32)": np.int32, "tensor(bool)": np.bool_}
    return np.asarray(generator.integers(0, 2, value.shape), types[value.type])


if __name__ == "__main__":
    main()
