# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

"""Repository rule for the pinned Python packages: one site-packages folder that belongs to the build alone.

The interpreter is the host's: `IREE_TENSTORRENT_PYTHON`, else the first python3 on PATH that is new enough, has pip and
its headers. Packages are installed by its pip with `--require-hashes` into the repository; the user's site-packages are
never written to, and hidden from what the build runs.
"""

_CANDIDATES = ["python3", "python3.11", "python3.12", "python3.13"]

_PROBE = """
import os, sys, sysconfig
import pip
assert sys.version_info >= (3, 11), "too old"
include = sysconfig.get_paths()["include"]
assert os.path.exists(os.path.join(include, "Python.h")), "no Python.h"
print(sys.executable)
print(include)
print(sysconfig.get_config_var("EXT_SUFFIX"))
"""

def find_python(repository_ctx):
    """Returns (interpreter, include folder, extension suffix) of the Python to use."""
    chosen = repository_ctx.os.environ.get("IREE_TENSTORRENT_PYTHON", "")
    reasons = []
    for name in [chosen] if chosen else _CANDIDATES:
        path = name if name.startswith("/") else repository_ctx.which(name)
        if not path:
            reasons.append("%s: not found" % name)
            continue
        result = repository_ctx.execute([path, "-s", "-c", _PROBE])
        if result.return_code:
            reasons.append("%s: %s" % (path, result.stderr.strip().split("\n")[-1]))
            continue
        return result.stdout.strip().split("\n")
    fail("no Python >= 3.11 with pip and headers (on Debian: python3-dev and python3-pip):\n  " + "\n  ".join(reasons))

def _pip_repository_impl(repository_ctx):
    python, include, extension_suffix = find_python(repository_ctx)
    repository_ctx.report_progress("Installing pinned Python packages")
    result = repository_ctx.execute(
        [
            python,
            "-s",
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
            "--no-warn-script-location",
            "--no-deps",
            "--only-binary=:all:",
            "--require-hashes",
            "--requirement",
            repository_ctx.path(repository_ctx.attr.requirements_lock),
            "--target",
            "site-packages",
        ],
        environment = {
            "PYTHONNOUSERSITE": "1",
            "PYTHONPATH": "",
        },
        timeout = 1800,
    )
    if result.return_code:
        fail("pip could not install the pinned packages:\n%s%s" % (result.stdout, result.stderr))
    repository_ctx.symlink(include, "python-include")
    repository_ctx.symlink(repository_ctx.attr.build_file, "BUILD.bazel")
    repository_ctx.file("WORKSPACE", 'workspace(name = "%s")\n' % repository_ctx.name, executable = False)
    repository_ctx.file(
        "python.bzl",
        '"""The interpreter that the packages were installed for."""\n\nPYTHON = "%s"\n\nEXTENSION_SUFFIX = "%s"\n' %
        (python, extension_suffix),
        executable = False,
    )

pip_repository = repository_rule(
    implementation = _pip_repository_impl,
    attrs = {
        "build_file": attr.label(mandatory = True),
        "requirements_lock": attr.label(mandatory = True),
    },
    environ = [
        "IREE_TENSTORRENT_PYTHON",
        "PATH",
    ],
    doc = "The packages of a hash-pinned requirements lock, and the host interpreter's headers.",
)
