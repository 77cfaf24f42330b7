# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

"""A program of another repository under a name of this one, so that it lies in bazel-bin/tools."""

def _tt_tool_impl(ctx):
    link = ctx.actions.declare_file(ctx.label.name)
    ctx.actions.symlink(output = link, target_file = ctx.executable.actual, is_executable = True)
    runfiles = ctx.runfiles(files = [link]).merge(ctx.attr.actual[DefaultInfo].default_runfiles)
    return [DefaultInfo(executable = link, files = depset([link]), runfiles = runfiles)]

tt_tool = rule(
    implementation = _tt_tool_impl,
    attrs = {
        "actual": attr.label(
            mandatory = True,
            cfg = "target",
            executable = True,
        ),
    },
    executable = True,
    doc = "Links to the program `actual`.",
)
