# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

"""Small local stand-ins for the rule repositories that IREE and Bazel's own tools load, for Bazel without modules."""

def shim_repositories():
    """Defines each stand-in under its upstream name, so that nothing is downloaded for them."""
    for name, folder in [
        ("bazel_skylib", "bazel_skylib"),
        ("llvm-project", "llvm_project"),
        ("platforms", "platforms"),
        ("remote_coverage_tools", "remote_coverage_tools"),
        ("rules_cc", "rules_cc"),
        ("rules_java", "rules_java"),
        ("rules_python", "rules_python"),
        ("rules_shell", "rules_shell"),
    ]:
        native.local_repository(
            name = name,
            path = "build_tools/bazel/shims/" + folder,
        )
