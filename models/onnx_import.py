# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

"""From an ONNX model to the MLIR that IREE compiles, as the tool `iree-import-onnx` does it."""

import onnx
from iree.compiler import ir
from iree.compiler.extras import onnx_importer


def import_onnx(model: onnx.ModelProto) -> str:
    """Returns MLIR text with one function of the graph's name; initializers become constants in it."""
    onnx.checker.check_model(model)
    info = onnx_importer.ModelInfo(onnx.shape_inference.infer_shapes(model, data_prop=True))
    module = info.create_module(context=ir.Context()).operation
    onnx_importer.NodeImporter.define_function(info.main_graph, module).import_all()
    module.verify()
    return str(module.get_asm())
