# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

"""Repository rules for IREE's runtime source tree and the third-party code that comes with it.

`iree_repository` is the tree itself (`@iree_core`), with the Tenstorrent driver hooked in as an external HAL driver;
`iree_testing_repository` carries googletest and benchmark; `subdirectory_repository` makes one folder of either a
repository of its own, with a BUILD file laid over it.
"""

load("//build_tools/bazel:cargo_crate.bzl", "cargo_crate")

_IREE_FOLDERS = ["build_tools", "runtime", "third_party", "tools"]
_IREE_FILES = ["BUILD.bazel", "LICENSE"]

def _replace(repository_ctx, path, replacements):
    """Rewrites parts of one file; a part that is not there is an error, so that an update can't pass unseen."""
    text = repository_ctx.read(path)
    for old, new in replacements:
        if old not in text:
            fail("%s of the IREE source tree has no %r: this version of IREE is not supported" % (path, old))
        text = text.replace(old, new)

    # The file may be a link into a user's checkout or a read-only registry: never write through it.
    repository_ctx.delete(path)
    repository_ctx.file(path, text, executable = False)

def _take_checkout(repository_ctx, checkout):
    """Mirrors a user's IREE checkout file by file with symlinks, so that edits there are seen by the build."""
    for name in _IREE_FOLDERS:
        if repository_ctx.path("%s/%s" % (checkout, name)).exists:
            result = repository_ctx.execute(["cp", "-rs", "%s/%s" % (checkout, name), name], timeout = 1800)
            if result.return_code:
                fail("cannot mirror IREE_SOURCE_DIR=%s: %s" % (checkout, result.stderr))
    for name in _IREE_FILES:
        repository_ctx.symlink("%s/%s" % (checkout, name), name)

def _take_crate(repository_ctx):
    """Moves the crate's IREE tree into the repository."""
    crate = cargo_crate(
        repository_ctx,
        repository_ctx.attr.manifest,
        repository_ctx.attr.lock,
        repository_ctx.attr.crate,
        repository_ctx.attr.crate_version,
    )
    tree = crate.get_child("iree")
    parts = [str(tree.get_child(name)) for name in _IREE_FOLDERS + _IREE_FILES]
    result = repository_ctx.execute(["mv"] + parts + ["."])
    if result.return_code:
        fail("cannot move IREE's tree out of the crate: " + result.stderr)
    repository_ctx.delete("cargo")

def _hook_driver(repository_ctx):
    """Registers the external driver, which IREE can do from CMake only, and builds the local drivers beside it."""
    repository_ctx.file(
        "runtime/src/iree/hal/drivers/init_external.c",
        """// Registers the HAL drivers that live outside of IREE's tree.

#include "iree/hal/drivers/init.h"

iree_status_t {register}(iree_hal_driver_registry_t* registry);

iree_status_t iree_hal_register_external_drivers(
    iree_hal_driver_registry_t* registry);

iree_status_t iree_hal_register_external_drivers(
    iree_hal_driver_registry_t* registry) {{
  return {register}(registry);
}}
""".format(register = repository_ctx.attr.driver_register_function),
        executable = False,
    )
    _replace(repository_ctx, "runtime/src/iree/hal/drivers/BUILD.bazel", [
        (
            '    srcs = ["init.c"],\n',
            '    srcs = [\n        "init.c",\n        "init_external.c",\n    ],\n' +
            '    local_defines = ["IREE_HAVE_HAL_EXTERNAL_DRIVERS=1"],\n',
        ),
        (
            '               "//runtime/src/iree/hal",\n           ] +',
            '               "//runtime/src/iree/hal",\n               "%s",\n           ] +' %
            repository_ctx.attr.driver,
        ),
        ('        "amdgpu",\n        "cuda",\n        "hip",\n        "local-sync",', '        "local-sync",'),
        ('        "null",\n        "vulkan",\n    ],\n)', "    ],\n)"),
        ('        "@iree_cuda//:enabled": "True",\n', ""),
    ])

def _trim_third_party(repository_ctx):
    """Takes out what would be fetched from elsewhere: libbacktrace, and the numpy wheel that only headers are wanted of."""
    repository_ctx.delete("build_tools/third_party/libbacktrace/BUILD.bazel")
    repository_ctx.file(
        "build_tools/third_party/libbacktrace/BUILD.bazel",
        'package(default_visibility = ["//visibility:public"])\n\ncc_library(name = "libbacktrace")\n',
        executable = False,
    )
    python = "runtime/bindings/python/BUILD.bazel"
    _replace(repository_ctx, python, [
        (
            'py_library(\n    name = "runtime_files",\n    srcs = glob(["iree/**/*.py"]),\n',
            'filegroup(\n    name = "runtime_files",\n    srcs = glob(["iree/**/*.py", "iree/**/*.pyi"]),\n',
        ),
        ('load("@rules_python//python:defs.bzl", "py_library")\n', ""),
        ('load("@rules_python//python:pip.bzl", "whl_filegroup")\n', ""),
        (
            'whl_filegroup(\n    name = "numpy_includes",\n    pattern = "numpy/_core/include/.*",\n' +
            '    whl = "@pip//numpy:whl",\n)\n',
            "",
        ),
        ('    hdrs = [":numpy_includes"],\n    includes = ["numpy_includes/numpy/_core/include"],\n', ""),
        (
            'iree_cc_library(\n    name = "numpy_headers",\n',
            'iree_cc_library(\n    name = "numpy_headers",\n    deps = ["@pip//:numpy_headers"],\n',
        ),
        ('"@nanobind"', '"@pip//:nanobind"'),
        ('"@rules_python//python/cc:current_py_cc_headers"', '"@pip//:python_headers"'),
    ])

def _iree_repository_impl(repository_ctx):
    checkout = repository_ctx.os.environ.get("IREE_SOURCE_DIR", "")
    if checkout:
        _take_checkout(repository_ctx, checkout)
    else:
        _take_crate(repository_ctx)
    repository_ctx.file("WORKSPACE", 'workspace(name = "iree_core")\n', executable = False)
    _hook_driver(repository_ctx)
    _trim_third_party(repository_ctx)

iree_repository = repository_rule(
    implementation = _iree_repository_impl,
    attrs = {
        "crate": attr.string(default = "eerie-sys", doc = "The crate that packages IREE's tree under iree/."),
        "crate_version": attr.string(mandatory = True),
        "driver": attr.string(mandatory = True, doc = "Label of the library that registers the external HAL driver."),
        "driver_register_function": attr.string(mandatory = True),
        "lock": attr.label(mandatory = True),
        "manifest": attr.label(mandatory = True, doc = "Cargo.toml whose lock pins the crate."),
    },
    environ = ["CARGO_HOME", "IREE_SOURCE_DIR"],
    doc = "IREE's runtime, from the pinned crate or from the checkout that IREE_SOURCE_DIR names.",
)

def _iree_testing_repository_impl(repository_ctx):
    crate = cargo_crate(
        repository_ctx,
        repository_ctx.attr.manifest,
        repository_ctx.attr.lock,
        repository_ctx.attr.crate,
        repository_ctx.attr.crate_version,
    )
    third_party = crate.get_child("iree").get_child("third_party")
    for name, build_file in [
        ("googletest", repository_ctx.attr.googletest_build_file),
        ("benchmark", repository_ctx.attr.benchmark_build_file),
    ]:
        result = repository_ctx.execute(["mv", str(third_party.get_child(name)), name])
        if result.return_code:
            fail("cannot move %s out of the crate: %s" % (name, result.stderr))

        # Bazel takes the name BUILD.bazel before BUILD; upstream's own asks for modules that are not here.
        repository_ctx.delete(name + "/BUILD.bazel")
        repository_ctx.symlink(build_file, name + "/BUILD.bazel")
    repository_ctx.delete("cargo")
    repository_ctx.file("BUILD.bazel", "", executable = False)
    repository_ctx.file("WORKSPACE", 'workspace(name = "iree_testing")\n', executable = False)

iree_testing_repository = repository_rule(
    implementation = _iree_testing_repository_impl,
    attrs = {
        "benchmark_build_file": attr.label(mandatory = True),
        "crate": attr.string(default = "eerie-sys"),
        "crate_version": attr.string(mandatory = True),
        "googletest_build_file": attr.label(mandatory = True),
        "lock": attr.label(mandatory = True),
        "manifest": attr.label(mandatory = True),
    },
    environ = ["CARGO_HOME"],
    doc = "googletest and benchmark in the versions that IREE wants, from an earlier crate that still carries them.",
)

def _subdirectory_repository_impl(repository_ctx):
    folder = repository_ctx.path(repository_ctx.attr.root).dirname
    for part in repository_ctx.attr.path.split("/"):
        folder = folder.get_child(part)
    for child in folder.readdir():
        if child.basename not in ["BUILD", "BUILD.bazel", "MODULE.bazel", "WORKSPACE", "WORKSPACE.bazel"]:
            repository_ctx.symlink(child, child.basename)
    repository_ctx.symlink(repository_ctx.attr.build_file, "BUILD.bazel")
    repository_ctx.file("WORKSPACE", "", executable = False)

subdirectory_repository = repository_rule(
    implementation = _subdirectory_repository_impl,
    attrs = {
        "build_file": attr.label(mandatory = True),
        "path": attr.string(mandatory = True, doc = "The folder, relative to `root`'s."),
        "root": attr.label(mandatory = True, doc = "A file at the root of the repository that holds the folder."),
    },
    doc = "One folder of another repository, as a repository of its own.",
)
