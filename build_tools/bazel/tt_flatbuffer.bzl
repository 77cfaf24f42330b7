# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

"""FlatBuffer schemas as C libraries: IREE's flatcc rule with reader, verifier and builder together."""

load("@iree_core//build_tools/bazel:iree_flatcc.bzl", "iree_flatbuffer_c_library")

def tt_flatbuffer_c_library(name, src, **kwargs):
    """Generates `<schema>_reader.h`, `<schema>_verifier.h` and `<schema>_builder.h`.

    Users include "iree/base/internal/flatcc/parsing.h" (or building.h) before the generated headers, as IREE does;
    both are dependencies of the library.

    Args:
      name: the library.
      src: the .fbs file.
      **kwargs: passed to cc_library.
    """
    iree_flatbuffer_c_library(
        name = name,
        srcs = [src],
        flatcc_args = [
            "--reader",
            "--builder",
            "--verifier",
        ],
        deps = [
            "//runtime/src:runtime_defines",
            "@iree_core//runtime/src/iree/base/internal/flatcc:building",
            "@iree_core//runtime/src/iree/base/internal/flatcc:parsing",
        ],
        **kwargs
    )
