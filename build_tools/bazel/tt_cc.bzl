# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

"""C and C++ macros of this repository: IREE's runtime rules with our include root and our warnings as errors."""

load("@rules_cc//cc:defs.bzl", "cc_binary", "cc_library", "cc_test")

TT_COPTS = [
    "-Wall",
    "-Werror",
]

_DEFINES = [
    "//runtime/src:runtime_defines",
    "@iree_core//runtime/src:runtime_defines",
]

def tt_cc_library(name, deps = [], copts = [], **kwargs):
    """A cc_library whose headers are included from runtime/src, as "iree/...".

    Args:
      name: the target.
      deps: its dependencies.
      copts: more compiler options than TT_COPTS.
      **kwargs: passed to cc_library.
    """
    cc_library(
        name = name,
        copts = TT_COPTS + copts,
        deps = deps + _DEFINES,
        **kwargs
    )

def tt_cc_binary(name, deps = [], copts = [], **kwargs):
    """A cc_binary with the include root and warnings of tt_cc_library.

    Args:
      name: the target.
      deps: its dependencies.
      copts: more compiler options than TT_COPTS.
      **kwargs: passed to cc_binary.
    """
    cc_binary(
        name = name,
        copts = TT_COPTS + copts,
        deps = deps + _DEFINES,
        **kwargs
    )

def tt_cc_test_binary(name, deps = [], copts = [], **kwargs):
    """A cc_test that brings its own main function.

    Args:
      name: the target.
      deps: its dependencies.
      copts: more compiler options than TT_COPTS.
      **kwargs: passed to cc_test.
    """
    cc_test(
        name = name,
        copts = TT_COPTS + copts,
        deps = deps + _DEFINES,
        **kwargs
    )

def tt_cc_test(name, deps = [], **kwargs):
    """A googletest test; the main function comes from IREE and understands IREE's flags.

    Args:
      name: the target.
      deps: what is tested; googletest and its main are added.
      **kwargs: passed to tt_cc_test_binary.
    """
    tt_cc_test_binary(
        name = name,
        deps = deps + [
            "@iree_core//runtime/src/iree/testing:gtest",
            "@iree_core//runtime/src/iree/testing:gtest_main",
        ],
        **kwargs
    )
