# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

"""IREE's HAL conformance tests (CTS) for a driver of this repository, with executables from our own compiler."""

load("@iree_core//build_tools/embed_data:build_defs.bzl", "iree_c_embed_data")
load("//build_tools/bazel:tt_cc.bzl", "tt_cc_library", "tt_cc_test_binary")

_CTS = "@iree_core//runtime/src/iree/hal/cts"

# Test binary -> the suites it links. The first five need no executables.
_SUITES = [
    ("buffer_tests", _CTS + "/buffer:all_tests"),
    ("command_buffer_tests", _CTS + "/command_buffer:all_tests"),
    ("core_tests", _CTS + "/core:all_tests"),
    ("file_tests", _CTS + "/file:all_tests"),
    ("queue_tests", _CTS + "/queue:all_tests"),
]

_EXECUTABLE_SUITES = [
    ("dispatch_tests", _CTS + "/command_buffer:all_dispatch_tests"),
    ("executable_tests", _CTS + "/core:all_executable_tests"),
    ("queue_dispatch_tests", _CTS + "/queue:queue_dispatch_test"),
]

# IREE's //runtime/src/iree/hal/cts/testdata:executable_srcs.
_TESTDATA = [
    "command_buffer_dispatch_constants_bindings_test",
    "command_buffer_dispatch_constants_test",
    "command_buffer_dispatch_indirect_parameters_test",
    "command_buffer_dispatch_multi_entrypoint_test",
    "command_buffer_dispatch_multi_workgroup_test",
    "command_buffer_dispatch_test",
    "executable_cache_test",
    "executable_test",
]

def _expand_template_impl(ctx):
    ctx.actions.expand_template(
        template = ctx.file.template,
        output = ctx.outputs.out,
        substitutions = ctx.attr.substitutions,
    )

_expand_template = rule(
    implementation = _expand_template_impl,
    attrs = {
        "out": attr.output(mandatory = True),
        "substitutions": attr.string_dict(),
        "template": attr.label(
            mandatory = True,
            allow_single_file = True,
        ),
    },
)

def tt_cts_testdata(name, backend_name, format_name, format_string, compiler, flags):
    """Compiles the CTS executables and registers them as one executable format of a backend.

    Args:
      name: the library, for `testdata_libs` of tt_cts_test_suite.
      backend_name: the backend's name in cts/backends.cc.
      format_name: short name of the format, part of the tests' names; a C identifier.
      format_string: the format as a C expression, e.g. '"tt-metal-fb"'.
      compiler: label of the iree-compile to run.
      flags: its target flags.
    """
    for stem in _TESTDATA:
        native.genrule(
            name = "%s_%s_gen" % (name, stem),
            testonly = True,
            srcs = ["%s/testdata:%s.mlir" % (_CTS, stem)],
            outs = ["%s/%s.bin" % (name, stem)],
            cmd = "$(execpath %s) --compile-mode=hal-executable %s $< -o $@" % (compiler, " ".join(flags)),
            message = "Compiling CTS executable",
            tools = [compiler],
        )
    iree_c_embed_data(
        name = name + "_embedded",
        testonly = True,
        srcs = [":%s/%s.bin" % (name, stem) for stem in _TESTDATA],
        c_file_output = name + "_embedded.c",
        flatten = True,
        h_file_output = name + "_embedded.h",
        identifier = name,
    )
    _expand_template(
        name = name + "_registration",
        testonly = True,
        out = name + "_registration.cc",
        substitutions = {
            "{BACKEND_NAME}": backend_name,
            "{FORMAT_FUNC_NAME}": "".join([part.capitalize() for part in format_name.split("_")]),
            "{FORMAT_NAME}": format_name,
            "{FORMAT_STRING}": format_string,
            "{FORMAT_VAR_NAME}": format_name + "_format",
            "{HEADER_PATH}": "%s/%s_embedded.h" % (native.package_name(), name),
            "{IDENTIFIER}": name,
        },
        template = _CTS + "/util:testdata_format.cc.tpl",
    )
    tt_cc_library(
        name = name,
        testonly = True,
        srcs = [name + "_registration.cc"],
        deps = [
            ":%s_embedded" % name,
            _CTS + "/util:registry",
        ],
        alwayslink = True,
    )

def tt_cts_test_suite(backends_lib, testdata_libs = [], **kwargs):
    """Makes the CTS test binaries: buffer, command_buffer, core, file and queue, and the rest where there are executables.

    Args:
      backends_lib: the alwayslink library that registers the driver (cts/backends.cc).
      testdata_libs: libraries of tt_cts_testdata; with them come dispatch, executable and queue_dispatch.
      **kwargs: passed to each cc_test (args, env, size, tags ...).
    """
    tt_cc_library(
        name = "cts_main",
        testonly = True,
        srcs = [_CTS + "/util:test_main.cc"],
        deps = [
            "@iree_core//runtime/src/iree/base/tooling:flags",
            _CTS + "/util:registry",
            _CTS + "/util:test_base",
            "@iree_core//runtime/src/iree/testing:gtest",
        ],
        alwayslink = True,
    )
    for name, suite in _SUITES + (_EXECUTABLE_SUITES if testdata_libs else []):
        tt_cc_test_binary(
            name = name,
            deps = testdata_libs + [
                backends_lib,
                suite,
                ":cts_main",
            ],
            **kwargs
        )
